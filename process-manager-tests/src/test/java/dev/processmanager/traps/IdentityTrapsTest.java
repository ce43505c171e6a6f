package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.lives;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Numbers that are used again. Each host has process numbers of its own.
@Timeout(120)
class IdentityTrapsTest {

  @TempDir Path directory;

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 19: a stranger gets the number of somebody who has ended")
  void aStrangerOnTheNumberOfAnEndedProcessIsNeverSignalled(TestEngine engine) throws Exception {
    assertThat(outputOf(engine, "ended")).containsExactly("the stranger lives");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 19: a stranger gets the number of somebody who ends while its tree is stopped")
  void aStrangerOnTheNumberOfAMemberIsNeverForced(TestEngine engine) throws Exception {
    assertThat(outputOf(engine, "member")).containsExactly("the stranger lives");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 19: a child gets the number of one whose output a grandchild still holds")
  void aChildOnTheNumberOfAnotherEndsWithItsOwnCode(TestEngine engine) throws Exception {
    assertThat(outputOf(engine, "child")).containsExactly("the child has its own code");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 21: zombies that their new parent never collects")
  void aZombieThatNobodyCollectsIsNoSurvivor(TestEngine engine) throws Exception {
    assertThat(outputOf(engine, "zombies")).containsExactly("nobody survived");
  }

  private List<String> outputOf(TestEngine engine, String scenario) throws Exception {
    HostJvm host = HostJvm.start(rig, directory, HostJvm.OWN_NUMBERS, Host.class, engine, scenario);
    assertThat(host.end()).as("%s", host.lines()).isZero();
    return host.lines();
  }

  static final class Host {

    static void main(String[] args) throws Exception {
      try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
        takeNumbersForThreads(pm);
        switch (args[1]) {
          case "ended" -> ended(pm);
          case "member" -> member(pm);
          case "child" -> child(pm);
          default -> zombies(pm);
        }
      }
    }

    /// Threads have numbers of the same row, so they had better come first.
    private static void takeNumbersForThreads(ProcessManager pm) {
      Stream.generate(() -> pm.runCli("sleep", "0.05")).limit(20).toList().forEach(TrapRig::get);
    }

    private static void ended(ProcessManager pm) throws IOException {
      ManagedProcess gone =
          get(pm.startCliBackground(Command.shell("echo $$"), as -> as.id("gone")));
      long number = Long.parseLong(get(gone.result()).stdout().strip());
      Process stranger = strangerOn(number);

      assertThat(get(gone.signal(Signal.KILL))).isFalse();
      assertThat(get(gone.stop()).asked()).isEmpty();
      assertThat(get(gone.stopNow()).forced()).isEmpty();
      get(pm.removeProcess("gone"));
      pm.close();
      report(stranger);
    }

    /// The member is asked and ends; the main process refuses, so that force comes later.
    private static void member(ProcessManager pm) throws IOException {
      ManagedProcess main =
          get(
              pm.startCliBackground(
                  Command.shell("sleep 60 & echo $!; trap '' TERM; while :; do sleep 0.05; done")));
      TrapRig.awaitOutput(main);
      long number = Long.parseLong(main.output().tail(1).getFirst().text());
      CompletableFuture<StopReport> stop = main.stop(StopPlan.graceful(ofSeconds(4)));
      Process stranger = strangerOn(number);
      assertThat(stop).as("a stop that has yet to force").isNotDone();

      StopReport report = get(stop);
      assertThat(report.complete()).isTrue();
      assertThat(report.forced()).isNotEmpty();
      report(stranger);
    }

    /// The daemon must not keep the number as that of its session.
    private static void child(ProcessManager pm) throws IOException {
      String first = "echo $$; setsid sleep 60 & sleep 0.3; exit 7";
      ProcessResult before = get(pm.runCli(Command.shell(first)));
      assertThat(before.exitCode()).hasValue(7);
      String number = before.stdout().strip();
      await().atMost(20, SECONDS).until(() -> !Files.exists(Path.of("/proc", number)));
      String printed = "";
      for (int attempt = 0; !printed.equals(number); attempt++) {
        assertThat(attempt).as("attempts").isLessThan(200);
        next(Long.parseLong(number));
        ProcessResult after = get(pm.runCli(Command.shell("echo $$; sleep 0.05; exit 3")));
        assertThat(after.exitCode()).hasValue(3);
        printed = after.stdout().strip();
      }
      System.out.println("the child has its own code");
    }

    /// The host is the first process here, to which orphans come, and no JVM collects those.
    private static void zombies(ProcessManager pm) {
      assertThat(ProcessHandle.current().pid()).isEqualTo(1);
      ManagedProcess main =
          get(pm.startCliBackground(Command.shell("sleep 60 & sleep 61 & echo up; wait")));
      TrapRig.awaitOutput(main);
      StopReport report = get(main.stop());
      assertThat(report.complete()).isTrue();
      assertThat(report.forced()).isEmpty();
      assertThat(TrapRig.zombies()).hasSize(2);
      assertThat(get(pm.shutdown(ofSeconds(5))).complete()).isTrue();
      System.out.println("nobody survived");
    }

    private static void report(Process stranger) {
      System.out.println(lives(stranger.pid()) ? "the stranger lives" : "the stranger is dead");
      stranger.destroyForcibly();
    }

    /// Somebody else on that number, as soon as it is free.
    private static Process strangerOn(long number) throws IOException {
      await().atMost(20, SECONDS).until(() -> !lives(number));
      for (int attempt = 0; attempt < 500; attempt++) {
        next(number);
        Process stranger = new ProcessBuilder("sleep", "60").start();
        if (stranger.pid() == number) {
          return stranger;
        }
        stranger.destroyForcibly();
      }
      throw new AssertionError("nobody got the number " + number);
    }

    private static void next(long number) throws IOException {
      Files.writeString(Path.of("/proc/sys/kernel/ns_last_pid"), Long.toString(number - 1));
    }
  }
}
