package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The host talks to a child over its standard streams.
class DialogueTest {

  private static final String ECHO =
      "while read -r line; do echo \"you said $line\"; done; echo bye";

  @ParameterizedTest
  @EnumSource
  void theChildAnswersAndEndsAtTheEndOfItsInput(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess echo = get(pm.startCliBackground(sh(ECHO).interactive()));
      try (BufferedReader out = reader(echo)) {
        OutputStream in = echo.stdin();
        in.write("one\n".getBytes(UTF_8));
        assertThat(out.readLine()).isEqualTo("you said one");
        in.write("two\n".getBytes(UTF_8));
        assertThat(out.readLine()).isEqualTo("you said two");
        in.close();
        assertThat(out.readLine()).isEqualTo("bye");
        assertThat(out.readLine()).isNull();
      }
      assertThat(get(echo.exit())).isEqualTo(new Exit.Exited(0));
      assertThat(echo.output().tail(10))
          .extracting(Line::text)
          .containsExactly("you said one", "you said two", "bye");
    }
  }

  @ParameterizedTest
  @EnumSource
  void logsOnStandardErrorStaySeparate(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child =
          get(pm.startCliBackground(sh("echo log >&2; echo answer").interactive()));
      try (BufferedReader out = reader(child)) {
        assertThat(out.lines()).containsExactly("answer");
      }
      await()
          .atMost(10, SECONDS)
          .until(() -> child.output().tail(9).stream().anyMatch(l -> l.text().equals("log")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeathOfTheChildEndsBothStreamsAndIsNamed(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child =
          get(pm.startCliBackground(sh("exec sleep 60").interactive(), as -> as.id("mute")));
      InputStream out = child.stdout();
      var read = CompletableFuture.supplyAsync(() -> firstByte(out), Thread::startVirtualThread);
      get(child.signal(Signal.KILL));

      assertThat(get(read)).isEqualTo(-1);
      get(child.exit());
      assertThatIOException()
          .isThrownBy(() -> child.stdin().write(1))
          .withMessageContaining("mute")
          .withMessageContaining("SIGKILL");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChildThatDoesNotReadHoldsItsWriterBackAndItsDeathFreesHim(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child = get(pm.startCliBackground(sh("exec sleep 60").interactive()));
      var written = new AtomicLong();
      var failure =
          CompletableFuture.supplyAsync(() -> flood(child, written), Thread::startVirtualThread);

      await().atMost(10, SECONDS).until(() -> written.get() > 100_000);
      await().during(300, MILLISECONDS).until(() -> true);
      assertThat(written.get()).isLessThan(2_000_000);
      assertThat(failure).isNotDone();
      child.stopNow();
      assertThat(get(failure)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatDoesNotReadHoldsTheChildBackAndLosesNothing(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child =
          get(
              pm.startCliBackground(
                  sh("read -r go; head -c 20000000 /dev/zero; echo done >&2").interactive()));
      InputStream out = child.stdout();
      assertThat(get(child.sendInput("go\n"))).isTrue();
      await().atMost(10, SECONDS).until(() -> out.available() > 0);
      assertThat(child.output().tail(9)).noneMatch(line -> line.text().equals("done"));

      assertThat(out.transferTo(OutputStream.nullOutputStream())).isEqualTo(20_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void textsThatAreSentKeepTheirOrder(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess echo = get(pm.startCliBackground(sh(ECHO).interactive()));
      for (int i = 0; i < 200; i++) {
        echo.sendInput(i + "\n");
      }
      await().atMost(10, SECONDS).until(() -> echo.output().tail(999).size() == 200);
      for (int i = 0; i < 200; i++) {
        assertThat(echo.output().tail(999).get(i).text()).isEqualTo("you said " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputThatNobodyAsksForHoldsNobodyBack(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child =
          get(pm.startCliBackground(sh("head -c 5000000 /dev/zero").interactive()));
      assertThat(get(child.exit())).isEqualTo(new Exit.Exited(0));
      assertThatIOException()
          .isThrownBy(() -> child.stdout().read())
          .withMessageContaining("not asked for in time");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNotInteractiveRefusesAndPrintsNothingHere(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess child = get(pm.startCliBackground(sh("exec sleep 60")));
      assertThat(get(child.sendInput("x"))).isFalse();
      assertThatIOException().isThrownBy(() -> child.stdin().write(1));
      assertThat(child.stdout().read()).isEqualTo(-1);
      assertThatIllegalArgumentException().isThrownBy(() -> pm.runCli(sh("cat").interactive()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextStopsWhoListensAndTheSignalWhoDoesNot(TestEngine engine) {
    StopPlan plan = StopPlan.graceful(ofSeconds(4)).stdin("quit\n");
    Command server =
        sh("while read -r line; do [ \"$line\" = quit ] && exit 3; done").interactive();
    Command deaf = sh("exec sleep 60").interactive();
    try (ProcessManager pm = engine.open()) {
      ManagedProcess one = get(pm.startCliBackground(server, as -> as.stop(plan)));
      assertThat(get(one.stop()).forced()).isEmpty();
      assertThat(get(one.exit())).isEqualTo(new Exit.Exited(3));
      assertThat(one.status().state()).isEqualTo(ProcessState.STOPPED);

      ManagedProcess other = get(pm.startCliBackground(deaf, as -> as.stop(plan)));
      long pid = other.pid().orElseThrow();
      assertThat(get(other.stop()).forced()).isEmpty();
      assertThat(get(other.exit())).isEqualTo(new Exit.Signalled(Signal.TERM, false));
      assertThat(lives(pid)).isFalse();
    }
  }

  private static IOException flood(ManagedProcess child, AtomicLong written) {
    try (OutputStream in = child.stdin()) {
      while (true) {
        in.write(new byte[1_000]);
        written.addAndGet(1_000);
      }
    } catch (IOException refused) {
      return refused;
    }
  }

  private static int firstByte(InputStream out) {
    try {
      return out.read();
    } catch (IOException failure) {
      return -2;
    }
  }

  private static BufferedReader reader(ManagedProcess process) {
    return new BufferedReader(new InputStreamReader(process.stdout(), UTF_8));
  }
}
