package dev.processmanager.supervise;

import static dev.processmanager.process.ProcessState.BACKOFF;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.LoggedFields;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.task.AsyncAction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.MDC;

/// What whoever started a process logged with is there wherever something is done for it.
@Isolated("it gives SLF4J an MDC, which the log of the tests has not")
@Timeout(60)
class CorrelationTest {

  private final Village village = new Village();
  private final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();
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
  void theTask() {
    AsyncAction task = _ -> look();
    started(ProcessSpec.of(task).id("web"));
    await().untilAsserted(() -> assertThat(seen).containsExactly(fields(1)));
  }

  @Test
  void everyListener() {
    var generations = new CopyOnWriteArrayList<String>();
    village.supervision.listen(
        _ -> {
          look();
          generations.add(MDC.get("generation"));
        });
    started(village.spec("web"));
    await().untilAsserted(() -> assertThat(generations).hasSize(2));
    assertThat(seen).allMatch(fields(1)::equals);
  }

  @Test
  void theRestartPolicyAndTheNextGeneration() {
    RestartPolicy once = RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(1)));
    started(
        village
            .spec("web")
            .restart(
                ended -> {
                  look();
                  return once.decide(ended);
                }));
    village.run("web").exits(1);
    village.awaitState("web", BACKOFF);
    village.time.advance(ofSeconds(1));
    village.awaitLaunches("web", 2);
    village.run("web").exits(1);
    await().untilAsserted(() -> assertThat(seen).containsExactly(fields(1), fields(2)));
  }

  @Test
  void theProbes() {
    started(
        village
            .spec("web")
            .check(
                HealthCheck.liveness(
                        _ -> {
                          look();
                          return ProbeResult.pass();
                        })
                    .every(ofSeconds(1))));
    village.tickUntil(() -> !seen.isEmpty());
    assertThat(seen).allMatch(fields(1)::equals);
  }

  @Test
  void whateverDependsOnItsFutures() {
    MDC.put("request", "r-17");
    var registered = village.supervision.register(village.spec("web"));
    MDC.clear();
    Village.get(registered.started());
    CompletableFuture<Void> looked = registered.process().exit().thenRun(this::look);
    village.run("web").exits(0);
    Village.get(looked);
    assertThat(seen).containsExactly(fields(1));
  }

  private void started(ProcessSpec spec) {
    MDC.put("request", "r-17");
    CompletableFuture<ManagedProcess> start = village.launch(spec);
    MDC.clear();
    Village.get(start);
  }

  private void look() {
    seen.add(MDC.getCopyOfContextMap());
  }

  private static Map<String, String> fields(int generation) {
    return Map.of("process", "web", "generation", Integer.toString(generation), "request", "r-17");
  }
}
