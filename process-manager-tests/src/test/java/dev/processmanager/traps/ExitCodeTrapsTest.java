package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the end of a child says, and what follows from it.
@Timeout(60)
class ExitCodeTrapsTest {

  private static final RestartPolicy AT_ONCE =
      RestartPolicy.onFailure().backoff(Backoff.fixed(ofMillis(1)));

  @TempDir Path directory;

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 34: exit codes about and above 128")
  void codesArriveAsShellsReportThem(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (int code : new int[] {0, 1, 2, 44, 126, 127, 128, 129, 137, 143, 255, 300}) {
        ProcessResult result = get(pm.runCli(rig.sh("exit $1", code)));

        assertThat(result.exitCode()).hasValue(code % 256);
        assertThat(result.success()).isEqualTo(code == 0);
      }
    }
  }

  @Test
  @DisplayName("trap 34: exit code 137 is no SIGKILL")
  void whereTheSystemTellsACodeIsNotTakenForASignal() {
    try (ProcessManager pm = TestEngine.NATIVE.open()) {
      for (int code : new int[] {129, 137, 139, 143}) {
        ProcessResult result = get(pm.runCli(rig.sh("exit $1", code)));
        assertThat(result.exit()).isEqualTo(new Exit.Exited(code));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 34: signals that end somebody")
  void aSignalIsToldByItsName(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      // Others may be ignored by whoever has started this JVM, and so by its children.
      for (String name : "ABRT KILL USR1 USR2 SEGV ALRM TERM XCPU".split(" ")) {
        ProcessResult result = get(pm.runCli(rig.sh("ulimit -c 0; kill -s $1 $$", name)));

        assertThat(result.exit()).isEqualTo(new Exit.Signalled(Signal.of(name), false));
        assertThat(result.exitCode()).hasValue(128 + Signal.of(name).number());
        assertThat(result.success()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 34: a storm of restarts")
  void aStormOfRestartsHasAnEnd(TestEngine engine) throws IOException {
    Path launches = directory.resolve("launches");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess crashing =
          get(
              pm.startCliBackground(
                  rig.sh("echo >> \"$1\"; exit 300", launches),
                  as -> as.restart(AT_ONCE.atMost(20))));

      assertThat(get(crashing.exit())).isEqualTo(new Exit.Exited(44));
      assertThat(crashing.status().state()).isEqualTo(ProcessState.FATAL);
      assertThat(crashing.status().restarts()).isEqualTo(20);
      assertThat(Files.readAllLines(launches)).hasSize(21);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 34: codes that decide about a restart")
  void codesDecideAboutARestartHoweverTheyCameAbout(TestEngine engine) {
    RestartPolicy policy = AT_ONCE.atMost(2).preventCodes(137).successCodes(0, 143);
    try (ProcessManager pm = engine.open()) {
      for (String end : new String[] {"exit 137", "kill -s KILL $$", "kill -s TERM $$"}) {
        ManagedProcess process = get(pm.startCliBackground(rig.sh(end), as -> as.restart(policy)));
        get(process.exit());
        assertThat(process.status().restarts()).as(end).isZero();
      }
      ManagedProcess other =
          get(pm.startCliBackground(rig.sh("exit 44"), as -> as.restart(policy)));
      get(other.exit());
      assertThat(other.status().restarts()).isEqualTo(2);
    }
  }
}
