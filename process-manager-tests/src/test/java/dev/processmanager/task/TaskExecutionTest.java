package dev.processmanager.task;

import static dev.processmanager.task.TaskRig.action;
import static dev.processmanager.task.TaskRig.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskExecutionTest {

  private final TaskRig rig = new TaskRig();

  @Test
  void aTaskGivesItsValue() {
    AsyncTask<Integer> task = _ -> 42;
    Execution run = rig.launch(task);
    ProcessResult result = get(run.result());

    assertThat(result.exit()).isEqualTo(new Exit.Returned(42));
    assertThat(result.ending()).isEqualTo(Ending.EXITED);
    assertThat(result.success()).isTrue();
    assertThat(result.stdout()).isEmpty();
    assertThat(result.outputComplete()).isTrue();
    assertThat(result.exitCode()).isEmpty();
    assertThat(run.isAlive()).isFalse();
  }

  @Test
  void anActionGivesNothing() {
    assertThat(get(rig.launch(action(_ -> {})).exit())).isEqualTo(new Exit.Returned(null));
  }

  @Test
  void whatItThrowsIsItsEnd() {
    var failure = new IOException("made to fail");
    ProcessResult result =
        get(
            rig.launch(
                    action(
                        _ -> {
                          throw failure;
                        }))
                .result());

    assertThat(result.exit()).isEqualTo(new Exit.Threw(failure));
    assertThat(result.ending()).isEqualTo(Ending.EXITED);
    assertThat(result.success()).isFalse();
  }

  @Test
  void anErrorIsAnEndToo() {
    Exit exit =
        get(
            rig.launch(
                    action(
                        _ -> {
                          throw new StackOverflowError();
                        }))
                .exit());

    assertThat(exit).isInstanceOf(Exit.Threw.class);
  }

  @Test
  void itRunsOnAVirtualThreadThatIsItsIdentity() {
    AsyncTask<String> task =
        _ -> Thread.currentThread().getName() + " " + Thread.currentThread().isVirtual();
    Execution run = rig.launch(task);

    assertThat(run.identity()).isEqualTo(new Identity.InThisJvm("process-manager-task-job-3"));
    assertThat(get(run.exit())).isEqualTo(new Exit.Returned("process-manager-task-job-3 true"));
  }

  @Test
  void itsDurationIsThatOfItsRun() {
    var end = new CountDownLatch(1);
    Execution run = rig.launch(action(_ -> end.await()));
    rig.time.advance(Duration.ofSeconds(7));
    end.countDown();

    assertThat(get(run.result()).duration()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whatItDoesToItsThreadDoesNotReachThoseWhoHearOfItsEnd() {
    var heard = new CompletableFuture<Boolean>();
    var end = new CountDownLatch(1);
    Execution run =
        rig.launch(
            action(
                _ -> {
                  end.await();
                  Thread.currentThread().interrupt();
                }));
    run.result()
        .thenRun(
            () ->
                heard.complete(
                    Thread.currentThread().isVirtual()
                        && !Thread.currentThread().isInterrupted()
                        && !Thread.currentThread().getName().contains("task-job")));
    end.countDown();

    assertThat(get(heard)).isTrue();
  }

  @Test
  void cancellingWhatIsHandedOutTouchesNothing() {
    var end = new CountDownLatch(1);
    AsyncTask<Integer> task =
        _ -> {
          end.await();
          return 1;
        };
    Execution run = rig.launch(task);
    run.exit().cancel(true);
    run.result().cancel(true);
    run.result().complete(null);
    end.countDown();

    assertThat(get(run.exit())).isEqualTo(new Exit.Returned(1));
  }

  @Test
  void itKnowsNoSignalsAndNoStreams() throws Exception {
    var end = new CountDownLatch(1);
    Execution run = rig.launch(action(_ -> end.await()));

    assertThat(run.signal(Signal.TERM)).isFalse();
    assertThat(run.isAlive()).isTrue();
    assertThat(run.stdout().read()).isEqualTo(-1);
    assertThatThrownBy(() -> run.stdin().write(1)).isInstanceOf(IOException.class);
    end.countDown();
    get(run.result());
  }

  @Test
  void itTellsWhenItWasLastWell() {
    var well = new CountDownLatch(1);
    var told = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Execution run =
        rig.launch(
            action(
                task -> {
                  well.await();
                  task.heartbeat();
                  told.countDown();
                  end.await();
                }));
    assertThat(run.lastHeartbeat()).isEmpty();

    rig.time.advance(Duration.ofSeconds(3));
    long now = rig.time.nanoTime();
    well.countDown();
    assertThat(told).satisfies(latch -> latch.await());
    rig.time.advance(Duration.ofSeconds(3));
    assertThat(run.lastHeartbeat()).hasValue(now);
    end.countDown();
  }

  @Test
  void aLambdaIsDescribedByTheClassAroundIt() {
    assertThat(action(_ -> {}).description()).isEqualTo("lambda of " + getClass().getName());
    assertThat(new TaskRig.Stubborn().description()).endsWith("TaskRig$Stubborn");
    assertThat(action(_ -> {}).kind()).isEqualTo(ProcessKind.ASYNC_TASK);
  }
}
