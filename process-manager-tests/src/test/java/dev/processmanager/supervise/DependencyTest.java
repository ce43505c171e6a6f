package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.RestartPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a process waits for before it is launched.
@Timeout(60)
class DependencyTest {

  private final Village village = new Village();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HealthCheck readiness =
      HealthCheck.readiness(_ -> ready.get() ? ProbeResult.pass() : ProbeResult.fail("not yet"))
          .every(ofSeconds(1));

  @Test
  void aDependencyThatRunsIsNotWaitedFor() {
    village.start(village.spec("db"));
    village.start(village.spec("web").dependsOn("db"));
    assertThat(village.state("web")).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aProcessWaitsUntilWhatItDependsOnIsHealthy() {
    village.start(village.spec("db").check(readiness));
    CompletableFuture<ManagedProcess> web = village.launch(village.spec("web").dependsOn("db"));
    village.staysIn("web", ProcessState.STARTING);
    assertThat(village.launches("web")).isZero();
    assertThat(village.events)
        .extracting(ProcessEvent::describe)
        .contains("web: waits for db (AVAILABLE)");

    ready.set(true);
    village.tickUntil("db", Health.HEALTHY);
    assertThat(Village.get(web).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void startedIsEnoughForWhoSaysSo() {
    village.start(village.spec("db").check(readiness));
    village.start(village.spec("web").dependsOn(Dependency.on("db").started()));
    assertThat(village.launches("web")).isOne();
  }

  @Test
  void aJobMustHaveSucceededForWhoSaysSo() {
    village.start(village.spec("migration"));
    var needed = Dependency.on("migration").completedSuccessfully();
    CompletableFuture<ManagedProcess> web = village.launch(village.spec("web").dependsOn(needed));
    village.staysIn("web", ProcessState.STARTING);
    village.run("migration").exits(0);
    assertThat(Village.get(web).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aJobThatHasFailedIsCompletedButNotSuccessfully() {
    village.start(village.spec("migration"));
    village.run("migration").exits(3);
    village.awaitState("migration", ProcessState.FAILED);

    village.start(village.spec("report").dependsOn(Dependency.on("migration").completed()));
    assertThat(village.state("report")).isEqualTo(ProcessState.RUNNING);
    assertThat(village.launches("migration")).as("what is completed is not run again").isOne();
  }

  @Test
  void aJobThatFailsWhileItIsWaitedForFailsTheStart() {
    village.start(village.spec("migration"));
    CompletableFuture<ManagedProcess> web =
        village.launch(
            village.spec("web").dependsOn(Dependency.on("migration").completedSuccessfully()));
    await()
        .until(
            () ->
                village.events.stream()
                    .anyMatch(ProcessEvent.DependenciesAwaited.class::isInstance));
    village.run("migration").exits(3);

    assertThatThrownBy(() -> Village.get(web))
        .isInstanceOf(DependencyException.class)
        .hasMessageContaining("web -> migration: it is FAILED");
    assertThat(village.state("web")).isEqualTo(ProcessState.FAILED);
    assertThat(village.launches("web")).isZero();
  }

  @Test
  void whatIsRequiredAndAtRestIsStartedFirst() {
    village.startAll(
        village.spec("web").dependsOn("api"),
        village.spec("api").dependsOn("db"),
        village.spec("db"));
    Village.get(
        CompletableFuture.allOf(
            village.supervision.stopAll(_ -> true).toArray(CompletableFuture[]::new)));

    Village.get(village.find("web").start());
    assertThat(village.launches("db")).isEqualTo(2);
    assertThat(village.launches("api")).isEqualTo(2);
    assertThat(village.launches("web")).isEqualTo(2);
  }

  @Test
  void whatOneCanDoWithoutIsNotStarted() {
    village.start(village.spec("cache"));
    Village.get(village.find("cache").stop());
    village.start(village.spec("web").dependsOn(Dependency.on("cache").optional()));
    assertThat(village.state("cache")).isEqualTo(ProcessState.STOPPED);
    assertThat(village.state("web")).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void whatOneCanDoWithoutIsWaitedForWhileItComes() {
    village.start(village.spec("cache").check(readiness));
    CompletableFuture<ManagedProcess> web =
        village.launch(village.spec("web").dependsOn(Dependency.on("cache").optional()));
    village.staysIn("web", ProcessState.STARTING);
    village.run("cache").exits(1);
    assertThat(Village.get(web).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aWaitOutlastsRestartsOfTheOther() {
    RestartPolicy again = RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(5)));
    village.start(village.spec("db").check(readiness).restart(again));
    CompletableFuture<ManagedProcess> web = village.launch(village.spec("web").dependsOn("db"));
    village.run("db").exits(1);
    village.awaitState("db", ProcessState.BACKOFF);
    village.staysIn("web", ProcessState.STARTING);

    ready.set(true);
    village.time.advance(ofSeconds(6));
    village.awaitLaunches("db", 2);
    village.tickUntil("db", Health.HEALTHY);
    assertThat(Village.get(web).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aConditionThatWasMetOnceIsLookedAtAgain() {
    ready.set(true);
    village.start(village.spec("db").check(readiness.failures(1)));
    village.tickUntil("db", Health.HEALTHY);
    village.start(village.spec("first").dependsOn("db"));
    ready.set(false);
    village.tickUntil("db", Health.UNHEALTHY);
    village.launch(village.spec("second").dependsOn("db"));
    village.staysIn("second", ProcessState.STARTING);
    ready.set(true);
    village.tickUntil("db", Health.HEALTHY);
    village.awaitState("second", ProcessState.RUNNING);
  }

  @Test
  void aStopDuringTheWaitReturnsAtOnceAndWins() {
    village.start(village.spec("db").check(readiness));
    CompletableFuture<ManagedProcess> web = village.launch(village.spec("web").dependsOn("db"));
    village.awaitState("web", ProcessState.STARTING);
    assertThat(Village.get(village.find("web").stop()).complete()).isTrue();
    assertThat(village.state("web")).isEqualTo(ProcessState.STOPPED);
    assertThat(web).isCompletedExceptionally();

    ready.set(true);
    village.tickUntil("db", Health.HEALTHY);
    village.staysIn("web", ProcessState.STOPPED);
    assertThat(village.launches("web")).isZero();
  }

  @Test
  void aWaitWithALimitEndsThere() {
    village.start(village.spec("db").check(readiness));
    CompletableFuture<ManagedProcess> web =
        village.launch(
            village.spec("web").dependsOn(Dependency.on("db").within(Duration.ofSeconds(30))));
    village.awaitState("web", ProcessState.STARTING);
    village.staysIn("web", ProcessState.STARTING);
    village.time.advance(ofSeconds(31));
    assertThatThrownBy(() -> Village.get(web))
        .isInstanceOf(DependencyException.class)
        .hasMessageContaining("web -> db: it was not there within PT30S");
  }

  @Test
  void aFailureTellsTheWholeWayToItsReason() {
    village.launcher("db").failNext(true);
    CompletableFuture<ManagedProcess> web =
        village
            .launchAll(
                village.spec("web").dependsOn("api"),
                village.spec("api").dependsOn("db"),
                village.spec("db"))
            .getFirst();
    assertThatThrownBy(() -> Village.get(web))
        .isInstanceOf(DependencyException.class)
        .hasMessage("web -> api -> db: it is FATAL");
    assertThatThrownBy(() -> Village.get(web))
        .asInstanceOf(type(DependencyException.class))
        .satisfies(
            failure ->
                assertThat(failure.path()).extracting("id").containsExactly("web", "api", "db"));
  }

  @Test
  void aPolicyMayTryAgainWhenADependencyIsLost() {
    RestartPolicy again = RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(5)));
    village.start(village.spec("db"));
    village.start(village.spec("web").dependsOn("db").restart(again));
    Village.get(village.find("db").stop());
    village.run("web").exits(1);
    village.awaitState("web", ProcessState.BACKOFF);
    village.time.advance(ofSeconds(5));
    village.awaitState("web", ProcessState.BACKOFF);
    assertThat(village.state("db")).as("an operator's stop wins").isEqualTo(ProcessState.STOPPED);
    assertThat(village.events)
        .filteredOn(ProcessEvent.RunEnded.class::isInstance)
        .extracting(event -> ((ProcessEvent.RunEnded) event).cause())
        .contains(Cause.DEPENDENCY_LOST);

    Village.get(village.find("db").start());
    village.time.advance(ofSeconds(5));
    village.awaitLaunches("web", 2);
  }

  @Test
  void aProcessOfAnotherScopeCanBeNeeded() {
    village.start(village.spec("db"));
    village.start(
        village
            .spec("web")
            .scope(Scope.session("s"))
            .dependsOn(Dependency.on("db").in(Scope.global())));
    assertThat(village.launches("web")).isOne();
  }

  @Test
  void whoIsUnknownOrNeverHealthyIsRefusedWithTheWay() {
    assertThatThrownBy(() -> village.launch(village.spec("web").dependsOn("ghost")))
        .isInstanceOf(DependencyException.class)
        .hasMessage("web -> ghost: nobody is known by this id");
    village.start(village.spec("db"));
    assertThatThrownBy(
            () -> village.launch(village.spec("web").dependsOn(Dependency.on("db").healthy())))
        .isInstanceOf(DependencyException.class)
        .hasMessage("web -> db: it has no health check, so it would never be healthy");
    assertThat(village.launches("web")).isZero();
  }

  @Test
  void aCycleIsRefusedWithTheWholeWayAndNobodyIsStarted() {
    assertThatThrownBy(
            () ->
                village.launchAll(
                    village.spec("a").dependsOn("b"),
                    village.spec("b").dependsOn("c"),
                    village.spec("c").dependsOn("a")))
        .isInstanceOf(DependencyException.class)
        .hasMessageContaining("a -> b -> c -> a");
    assertThat(village.supervision.all()).isEmpty();
  }

  @Test
  void limitsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Dependency.on("db").within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }
}
