package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.millis;
import static dev.processmanager.traps.TrapRig.threads;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What children read.
@Timeout(60)
class StdinTrapsTest {

  private static final String FEEDERS = "process-manager-stdin";

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 27: a child that ends without reading its input")
  void aChildNeedNotReadItsInput(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < 20; i++) {
        ProcessResult result = get(pm.runCli(Command.of("true").input(new byte[1_048_576])));
        assertThat(result.success()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 27: an input that never ends")
  void anInputThatNeverEndsDelaysNoResult(TestEngine engine) throws Exception {
    try (ProcessManager pm = engine.open();
        var source = new PipedOutputStream();
        var input = new PipedInputStream(source)) {
      get(pm.runCli("true"));
      long before = threads(FEEDERS);
      source.write("first\n".getBytes());
      source.flush();
      long took =
          millis(
              () ->
                  assertThat(get(pm.runCli(rig.sh("read a; echo $a").input(input))).stdout())
                      .isEqualTo("first\n"));

      assertThat(took).isLessThan(5_000);
      await().atMost(10, SECONDS).until(() -> threads(FEEDERS) <= before);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 27: a child that reads though nobody has given it anything")
  void nothingIsReadByDefault(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli("cat")).stdout()).isEmpty();
      ManagedProcess reader = get(pm.startCliBackground(rig.sh("cat; test ! -t 0; echo $?")));
      assertThat(get(reader.result()).stdout()).isEqualTo("0\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 29: children that start while others wait for the end of their input")
  void noChildHoldsTheInputOfAnother(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var readers = new ArrayList<CompletableFuture<ProcessResult>>();
      var sleepers = new ArrayList<CompletableFuture<ManagedProcess>>();
      for (int i = 0; i < 100; i++) {
        readers.add(pm.runCli(rig.mark(Command.of("cat")).input("text " + i)));
        sleepers.add(
            pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.stop(StopPlan.immediate())));
      }
      for (int i = 0; i < readers.size(); i++) {
        assertThat(get(readers.get(i)).stdout()).isEqualTo("text " + i);
      }
      assertThat(sleepers).allMatch(s -> get(s).status().state() == ProcessState.RUNNING);
    }
  }
}
