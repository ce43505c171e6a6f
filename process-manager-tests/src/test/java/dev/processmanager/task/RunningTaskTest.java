package dev.processmanager.task;

import static dev.processmanager.task.TaskRig.action;
import static dev.processmanager.task.TaskRig.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.processmanager.LoggedFields;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.StopPlan;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.MDC;

/// What a task finds around itself.
@Isolated("it gives SLF4J an MDC, which the log of the tests has not")
@Timeout(60)
class RunningTaskTest {

  private final TaskRig rig = new TaskRig();
  private LoggedFields logged;

  @BeforeEach
  void haveAnMdc() throws Exception {
    logged = new LoggedFields();
  }

  @AfterEach
  void haveTheUsualMdc() throws Exception {
    logged.close();
  }

  @Test
  void itsContextIsInScope() {
    AsyncTask<Boolean> task = context -> TaskContext.current() == context;

    assertThat(get(rig.launch(task).exit())).isEqualTo(new Exit.Returned(true));
    assertThatIllegalStateException()
        .isThrownBy(TaskContext::current)
        .withMessageContaining("No task");
  }

  @Test
  void itKnowsItsIdAndGeneration() {
    AsyncTask<String> task = context -> context.id() + " " + context.generation();

    assertThat(get(rig.launch(task).exit())).isEqualTo(new Exit.Returned("job 3"));
  }

  @Test
  void itLogsWithItsNameAndWithWhatItsStarterHad() {
    MDC.put("request", "r-17");
    MDC.put("generation", "the starter's own");
    AsyncTask<Map<String, String>> task = _ -> MDC.getCopyOfContextMap();
    Exit exit = get(rig.launch(task).exit());

    assertThat(exit)
        .isEqualTo(
            new Exit.Returned(Map.of("process", "job", "generation", "3", "request", "r-17")));
    assertThat(MDC.get("process")).isNull();
    assertThat(MDC.get("generation")).isEqualTo("the starter's own");
  }

  @Test
  void itsCallbacksFindTheSame() {
    var found = new CompletableFuture<String>();
    var listening = new CountDownLatch(1);
    Execution run =
        rig.launch(
            action(
                task -> {
                  task.onStop(
                      () -> found.complete(TaskContext.current().id() + MDC.get("generation")));
                  listening.countDown();
                  new CountDownLatch(1).await();
                }));
    assertThat(listening).satisfies(latch -> latch.await());
    get(run.stop(StopPlan.immediate()));

    assertThat(get(found)).isEqualTo("job3");
  }
}
