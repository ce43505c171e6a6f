package dev.processmanager.os;

import static dev.processmanager.os.Prints.soon;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.TestEngine;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AdoptedChildTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aStrangerIsNeitherAdoptedNorSignalled(TestEngine kind) throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try (Spawner engine = kind.spawner()) {
      soon().until(() -> stranger.info().command().orElse("").endsWith("sleep"));
      Fingerprint real = engine.fingerprints().of(stranger.pid());
      Identity.OfProcess who = real.process();
      var before = new Identity.OfProcess(who.pid(), who.startTicks() - 1, who.bootId());
      Child child = Adoptions.adopt(with(real, before, "/bin/other"), Optional.empty(), engine);
      assertThat(child.signal(Signal.KILL)).isFalse();
      assertThat(child.exit().get(10, SECONDS)).isInstanceOf(Exit.Unknown.class);

      assertThatThrownBy(
              () -> Adoptions.adopt(with(real, who, "/bin/other"), Optional.empty(), engine))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("not proven");
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private static Fingerprint with(Fingerprint real, Identity.OfProcess who, String executable) {
    return new Fingerprint(
        who, real.namespace(), "", OptionalLong.empty(), executable, real.session(), real.user());
  }

  @Test
  void whoseNumberIsTakenBetweenTwoLooksIsNotSignalledEither() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Tools tools = Tools.detect();
    try (var threads = new SpawnerThreads()) {
      var identities = new Identities(tools);
      Identity.OfProcess who = identities.of(stranger.pid());
      var child =
          new PortableAdopted(
              who,
              new Traces(who, Optional.empty(), Optional.empty(), tools),
              identities,
              () -> Verdict.UNKNOWN,
              new Signals(tools, threads),
              new PollingPump());
      for (Signal signal : List.of(Signal.HUP, Signal.TERM, Signal.KILL)) {
        assertThat(child.signal(signal)).isFalse();
      }
      child.leave();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostAdoptsNeitherItselfNorThoseThatRunIt(TestEngine kind) {
    try (Spawner engine = kind.spawner()) {
      for (ProcessHandle one :
          List.of(ProcessHandle.current(), ProcessHandle.current().parent().orElseThrow())) {
        Fingerprint print = engine.fingerprints().of(one.pid());
        assertThat(engine.fingerprints().verdict(print)).isEqualTo(Verdict.SAME);
        assertThatThrownBy(() -> Adoptions.adopt(print, Optional.empty(), engine))
            .isInstanceOf(LaunchException.class)
            .hasMessageContaining("runs this host");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void aZombieThatNobodyCollectsTellsItsCode(TestEngine kind) throws Exception {
    Process parent =
        new ProcessBuilder(
                "sh", "-c", "exec 3<&0; (read line <&3; exit 42) & echo $!; exec sleep 60")
            .start();
    try (Spawner engine = kind.spawner();
        var output = parent.inputReader()) {
      long pid = Long.parseLong(output.readLine());
      soon().until(() -> parent.info().command().orElse("").endsWith("sleep"));
      Child child = Adoptions.adopt(engine.fingerprints().of(pid), Optional.empty(), engine);
      assertThat(child.isAlive()).isTrue();
      parent.outputWriter().append("go\n").flush();
      assertThat(child.exit().get(10, SECONDS)).isEqualTo(new Exit.Exited(42));
    } finally {
      parent.destroyForcibly();
    }
  }

  /// The JDK takes more than a second.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void itsEndIsNoticedAtOnce(TestEngine kind) throws Exception {
    try (Spawner engine = kind.spawner()) {
      var nanos = new ArrayList<Long>();
      for (int i = 0; i < 5; i++) {
        Process parent = new ProcessBuilder("sh", "-c", "setsid sleep 60 >&2 & echo $!").start();
        long pid;
        try (var output = parent.inputReader()) {
          pid = Long.parseLong(output.readLine());
        }
        soon().until(() -> engine.fingerprints().of(pid).executable().endsWith("sleep"));
        Fingerprint orphan = engine.fingerprints().of(pid);
        assertThat(parent.waitFor(10, SECONDS)).isTrue();
        Child child = Adoptions.adopt(orphan, Optional.empty(), engine);
        long begin = System.nanoTime();
        assertThat(child.signal(Signal.KILL)).isTrue();
        child.exit().get(10, SECONDS);
        nanos.add(System.nanoTime() - begin);
      }
      assertThat(nanos.stream().sorted().toList().get(2)).isLessThan(500_000_000);
    }
  }

  @Test
  void anExitFileIsBelievedOnlyIfItIsWholeAndOfThisRun() throws Exception {
    Path path = directory.resolve("exit");
    var file = new ExitFile(path, 3, "MARK=mine");
    assertThat(file.read()).isEmpty();
    for (String text :
        List.of(
            "",
            "3 MARK=mine 37",
            "3 MARK=mine \n",
            "3 MARK=mine x\n",
            "2 MARK=mine 37\n",
            "3 MARK=other 37\n",
            "33 MARK=mine 37\n",
            "3 MARK=mine2 37\n")) {
      Files.writeString(path, text);
      assertThat(file.read()).as(text).isEmpty();
    }
    Files.writeString(path, "3 MARK=mine 37\n");
    assertThat(file.read()).contains(new Exit.Exited(37));
    Files.writeString(path, "3 MARK=mine 0\n");
    assertThat(file.read()).contains(new Exit.Exited(0));
    Files.writeString(path, "3 MARK=mine 137\n");
    assertThat(file.read()).contains(new Exit.Signalled(Signal.KILL, false));

    Path elsewhere = Files.move(path, directory.resolve("elsewhere"));
    Files.createSymbolicLink(path, elsewhere);
    assertThat(file.read()).isEmpty();
  }
}
