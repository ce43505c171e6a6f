package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Starting, stopping and restarting many.
@Timeout(60)
class GroupTest {

  private final Village village = new Village();

  @Test
  void manyAreStartedInWhateverOrderTheyAreGiven() {
    village.startAll(
        village.spec("web").dependsOn("api"),
        village.spec("api").dependsOn("db", "cache"),
        village.spec("cache"),
        village.spec("db"));
    assertThat(starts()).last().isEqualTo("web");
    assertThat(starts().get(2)).isEqualTo("api");
  }

  @Test
  void independentBranchesDoNotWaitForEachOther() {
    var ready = new AtomicBoolean();
    HealthCheck check =
        HealthCheck.startup(_ -> ready.get() ? ProbeResult.pass() : ProbeResult.fail("no"))
            .every(ofSeconds(1));
    village.launchAll(
        village.spec("slow").check(check),
        village.spec("slowsUser").dependsOn("slow"),
        village.spec("fast"),
        village.spec("fastsUser").dependsOn("fast"));
    village.awaitState("fastsUser", ProcessState.RUNNING);
    assertThat(village.state("slowsUser")).isEqualTo(ProcessState.STARTING);
  }

  @Test
  void thePriorityBreaksTies() {
    village.startAll(
        village.spec("third").priority(30),
        village.spec("first").priority(10),
        village.spec("second").priority(20));
    assertThat(starts()).containsExactly("first", "second", "third");
  }

  @Test
  void aFailureOfAnEarlierPriorityDoesNotHoldUpTheLater() {
    village.launcher("first").failNext(true);
    village.launchAll(village.spec("second").priority(20), village.spec("first").priority(10));
    village.awaitState("second", ProcessState.RUNNING);
    assertThat(village.state("first")).isEqualTo(ProcessState.FATAL);
  }

  @Test
  void thePriorityCountsForTheStartOfAllOnly() {
    village.startAll(village.spec("first").priority(10), village.spec("second").priority(20));
    Village.get(village.find("first").stop());
    Village.get(village.find("second").restart());
    assertThat(village.state("first")).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void stopsComeInTheInverseOrder() {
    village.startAll(
        village.spec("web").dependsOn("api"),
        village.spec("api").dependsOn("db"),
        village.spec("db").priority(1),
        village.spec("cache").priority(2));
    List<String> order = List.of("web", "api", "cache", "db");
    order.forEach(id -> village.run(id).stubborn());
    List<CompletableFuture<StopReport>> stops = village.supervision.stopAll(_ -> true);
    for (String id : List.of("web", "api")) {
      village.awaitState(id, ProcessState.STOPPING);
      village.staysIn("db", ProcessState.RUNNING);
      village.run(id).exits(0);
    }
    village.awaitState("cache", ProcessState.STOPPING);
    village.staysIn("db", ProcessState.RUNNING);
    village.run("cache").exits(0);
    village.awaitState("db", ProcessState.STOPPING);
    village.run("db").exits(0);
    Village.get(CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)));
  }

  @Test
  void whatIsBeingStoppedInOrderIsNotStartedAgainMeanwhile() {
    village.startAll(village.spec("web").dependsOn("db"), village.spec("db"));
    village.run("web").stubborn();
    village.supervision.close();
    village.awaitState("web", ProcessState.STOPPING);
    village.staysIn("db", ProcessState.RUNNING);
    village.run("web").exits(0);
    village.awaitState("db", ProcessState.STOPPED);
  }

  @Test
  void twoOfOneIdAreRefusedAndNobodyIsStarted() {
    assertThatThrownBy(() -> village.launchAll(village.spec("a"), village.spec("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
    assertThat(village.supervision.all()).isEmpty();
  }

  @Test
  void oneTakenIdIsEnoughToStartNobody() {
    village.start(village.spec("old"));
    Village.get(village.find("old").stop());
    village.start(village.spec("taken"));
    assertThatThrownBy(
            () ->
                village.launchAll(village.spec("new"), village.spec("old"), village.spec("taken")))
        .isInstanceOf(DuplicateIdException.class);
    assertThat(village.launches("new")).isZero();
    Village.get(village.find("old").start());
    assertThat(village.launches("old")).isEqualTo(2);
  }

  @Test
  void aRollingRestartWaitsForHealthBetweenMembers() {
    var ready = new AtomicBoolean(true);
    HealthCheck check =
        HealthCheck.readiness(_ -> ready.get() ? ProbeResult.pass() : ProbeResult.fail("no"))
            .every(ofSeconds(1));
    village.launchAll(village.spec("b").dependsOn("a"), village.spec("a").check(check));
    village.tickUntil("a", Health.HEALTHY);
    village.awaitState("b", ProcessState.RUNNING);
    ready.set(false);
    var rolling = village.supervision.rollingRestart(_ -> true, ofSeconds(30));
    village.awaitLaunches("a", 2);
    await().during(ofMillis(60)).until(() -> village.launches("b") == 1);

    ready.set(true);
    village.tickUntil("a", Health.HEALTHY);
    assertThat(Village.get(rolling)).extracting(ManagedProcess::id).containsExactly("a", "b");
    assertThat(village.launches("b")).isEqualTo(2);
  }

  @Test
  void aRollingRestartEndsAtTheFirstThatDoesNotBecomeHealthy() {
    HealthCheck never = HealthCheck.readiness(_ -> ProbeResult.fail("no")).every(ofSeconds(1));
    village.startAll(village.spec("a").priority(1).check(never), village.spec("b").priority(2));
    var rolling = village.supervision.rollingRestart(_ -> true, ofSeconds(30));
    village.awaitLaunches("a", 2);
    village.time.advance(ofSeconds(31));
    assertThatThrownBy(() -> Village.get(rolling))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("a is not well within PT30S");
    assertThat(village.launches("b")).isOne();
  }

  private List<String> starts() {
    return village.events.stream()
        .filter(
            event ->
                event instanceof ProcessEvent.StateChanged changed
                    && changed.to() == ProcessState.RUNNING)
        .map(event -> event.key().id())
        .toList();
  }
}
