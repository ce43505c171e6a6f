package dev.processmanager.supervise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Starts, ids and what others hear of them, over fake runs.
class SupervisorTest extends OneProcess {

  @Test
  void aStartedProcessRunsAndIsRemembered() throws Exception {
    ManagedProcess web = start(spec("web").metadata("team", "edge"));

    assertThat(web.status().state()).isEqualTo(ProcessState.RUNNING);
    assertThat(web.status().metadata()).containsEntry("team", "edge");
    assertThat(web.status().health()).isEqualTo(Health.NONE);
    assertThat(web).hasToString("web[RUNNING gen=1]");
    await()
        .untilAsserted(
            () ->
                assertThat(registry.entries())
                    .singleElement()
                    .extracting(entry -> entry.progress().state())
                    .isEqualTo(ProcessState.RUNNING));
  }

  @Test
  void aProcessWithoutAnIdGetsAUuid() throws Exception {
    assertThat(start(ProcessSpec.of(launcher)).id()).matches("[0-9a-f-]{36}");
  }

  @Test
  void anIdIsTakenUntilItsProcessIsAtRest() throws Exception {
    start(spec("web"));
    assertThatThrownBy(() -> start(spec("web")))
        .hasCauseInstanceOf(DuplicateIdException.class)
        .hasMessageContaining("web");

    find("web").stop().get(10, SECONDS);
    assertThat(start(spec("web")).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void scopesKeepEqualIdsApart() throws Exception {
    start(spec("web"));
    start(spec("web").scope(Scope.session("s1")));

    assertThat(supervision.all()).hasSize(2);
  }

  @Test
  void aPermanentLaunchErrorFailsTheStart() {
    launcher.failNext(true);

    assertThatThrownBy(() -> start(spec("web").restart(RestartPolicy.always())))
        .hasCauseInstanceOf(LaunchException.class);
    assertThat(find("web").status().state()).isEqualTo(ProcessState.FATAL);
  }

  @Test
  void nothingIsLaunchedBeforeItsIntentIsWritten() {
    var written = new CompletableFuture<Void>();
    var slow = new Supervision(time, new FakeRegistry(written), UnaryOperator.identity());
    CompletableFuture<ManagedProcess> started = launch(slow, spec("web"));
    await()
        .until(
            () ->
                slow.find(new Entry.Key(Scope.global(), "web")).orElseThrow().status().state()
                    == ProcessState.STARTING);
    assertThat(launcher.runs()).isEmpty();

    written.complete(null);
    assertThat(started).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void twoStartsOfOneIdGiveOneProcess() {
    for (int i = 0; i < 200; i++) {
      String id = "web" + i;
      launch(supervision, spec(id));
      assertThat(launch(supervision, spec(id))).isCompletedExceptionally();
      assertThat(find(id).status().state()).isNotEqualTo(ProcessState.STOPPED);
    }
  }

  @Test
  void aRegistryThatCannotBeWrittenFailsTheStartAndLaunchesNothing() {
    var failed = CompletableFuture.<Void>failedFuture(new RegistryException("disk full", null));
    var broken = new Supervision(time, new FakeRegistry(failed), UnaryOperator.identity());

    assertThatThrownBy(() -> launch(broken, spec("web")).get(10, SECONDS))
        .hasMessageContaining("disk full");
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void waitsAreTheCallersOwn() throws Exception {
    ManagedProcess web = start(spec("web"));
    web.exit().cancel(true);
    web.result().complete(null);
    web.whenHealthy().cancel(true);

    assertThat(launcher.lastRun().stops()).isEmpty();
    launcher.lastRun().exits(4);
    assertThat(web.exit().get(10, SECONDS)).isEqualTo(new Exit.Exited(4));
    assertThat(web.result().get(10, SECONDS).success()).isFalse();
  }

  @Test
  void eventsTellTheStoryInOrder() throws Exception {
    List<String> story = new CopyOnWriteArrayList<>();
    supervision.listen(
        _ -> {
          throw new IllegalStateException("bad listener");
        });
    supervision.listen(event -> story.add(event.describe()));
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND)));
    launcher.lastRun().exits(2);
    awaitState("web", ProcessState.BACKOFF);
    find("web").stop().get(10, SECONDS);

    await().until(() -> story.size() == 6);
    assertThat(story)
        .containsExactly(
            "web: STOPPED -> STARTING (start requested)",
            "web: STARTING -> RUNNING",
            "web: run 1 ended after 0.000 s (exit code 2)",
            "web: restart 1 in 1.000 s",
            "web: RUNNING -> BACKOFF (restart 1 in 1.000 s)",
            "web: BACKOFF -> STOPPED (stop requested)");
  }
}
