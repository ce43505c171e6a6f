package dev.processmanager.adversarial;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.process.ProcessResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many small commands from many threads.
@Timeout(120)
class ManyCommandsTest {

  private final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource
  void manyThreadsOfBothKindsGetTheirOwnOutput(TestEngine engine) throws Exception {
    try (ProcessManager pm = engine.open();
        ExecutorService platform = Executors.newFixedThreadPool(8);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String text = "n" + i;
        Callable<String> run =
            () ->
                pm.runCli(rig.sh("cat; echo \"$1\" >&2; exit 3", text).input(text))
                    .thenApply(r -> r.exitCode().orElseThrow() + r.stdout() + r.stderr().strip())
                    .get(30, SECONDS);
        runs.add((i % 2 == 0 ? platform : virtual).submit(run));
      }
      for (int i = 0; i < runs.size(); i++) {
        assertThat(runs.get(i).get(60, SECONDS)).isEqualTo("3n" + i + "n" + i);
      }
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void manyCommandsLeaveNothingBehind() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      wave(pm, 100);
      long children = ProcessHandle.current().children().count();
      long files = Rig.openFiles();
      long threads = Rig.ownThreads();

      for (int i = 0; i < Sample.of(3, 10); i++) {
        wave(pm, 200);
      }

      await()
          .atMost(ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(Rig.openFiles()).isLessThanOrEqualTo(files + 10);
                assertThat(Rig.ownThreads()).isLessThanOrEqualTo(threads);
                assertThat(Rig.zombies()).isEmpty();
                assertThat(ProcessHandle.current().children().count())
                    .isLessThanOrEqualTo(children);
              });
    }
    assertThat(rig.survivors()).isEmpty();
  }

  private void wave(ProcessManager pm, int count) {
    var runs = new ArrayList<java.util.concurrent.CompletableFuture<ProcessResult>>();
    for (int i = 0; i < count; i++) {
      runs.add(pm.runCli("echo", "hello"));
    }
    runs.forEach(run -> assertThat(Rig.get(run).stdout()).isEqualTo("hello\n"));
  }

  @Test
  void managersComeAndGoWithoutLeaks() {
    for (int i = 0; i < 3; i++) {
      oneLife();
    }
    long files = Rig.openFiles();
    for (int i = 0; i < Sample.of(15, 50); i++) {
      oneLife();
    }
    await()
        .atMost(ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(Rig.openFiles()).isLessThanOrEqualTo(files + 5);
              assertThat(Rig.ownThreads()).isLessThanOrEqualTo(2);
            });
  }

  private void oneLife() {
    try (ProcessManager pm = ProcessManager.create()) {
      Rig.get(pm.runCli("true"));
      Rig.get(pm.startCliBackground(rig.sh("exec sleep 60")));
    }
    assertThat(rig.survivors()).isEmpty();
  }
}
