package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.RestartPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the fate of a process means to those who depend on it while they run.
@Timeout(60)
class PropagationTest {

  private static final RestartPolicy AGAIN =
      RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(1)));

  private final Village village = new Village();

  @Test
  void nothingByDefault() {
    village.startAll(village.spec("db").restart(AGAIN), village.spec("web").dependsOn("db"));
    village.run("db").exits(1);
    village.awaitState("db", ProcessState.BACKOFF);
    village.time.advance(ofSeconds(1));
    village.awaitLaunches("db", 2);
    Village.get(village.find("db").stop());
    village.staysIn("web", ProcessState.RUNNING);
    assertThat(village.launches("web")).isOne();
  }

  @Test
  void whoIsRestartedWithItComesAfterIt() {
    village.startAll(
        village.spec("db").restart(AGAIN),
        village.spec("web").dependsOn(Dependency.on("db").restartDependents()));
    village.run("db").exits(1);
    village.awaitState("db", ProcessState.BACKOFF);
    village.staysIn("web", ProcessState.RUNNING);
    village.time.advance(ofSeconds(1));
    village.awaitLaunches("web", 2);

    assertThat(village.find("web").status().restarts()).isOne();
    assertThat(village.events)
        .filteredOn(event -> event.key().id().equals("web"))
        .filteredOn(ProcessEvent.RunEnded.class::isInstance)
        .extracting(event -> ((ProcessEvent.RunEnded) event).cause())
        .containsExactly(Cause.DEPENDENCY_LOST);
  }

  @Test
  void aRestartGoesAllTheWayUp() {
    village.startAll(
        village.spec("db"),
        village.spec("api").dependsOn(Dependency.on("db").restartDependents()),
        village.spec("web").dependsOn(Dependency.on("api").restartDependents()));
    Village.get(village.find("db").restart());
    village.awaitLaunches("api", 2);
    village.awaitLaunches("web", 2);
    assertThat(village.launches("db")).isEqualTo(2);
  }

  @Test
  void aReplacedProcessIsAnotherOne() {
    village.startAll(
        village.spec("db"), village.spec("web").dependsOn(Dependency.on("db").restartDependents()));
    Village.get(village.find("db").stop());
    village.staysIn("web", ProcessState.RUNNING);
    village.start(village.spec("db"));
    village.awaitLaunches("web", 2);
  }

  @Test
  void whoIsStoppedWithItStaysStopped() {
    village.startAll(
        village.spec("db"),
        village.spec("web").restart(AGAIN).dependsOn(Dependency.on("db").stopDependents()));
    Village.get(village.find("db").stop());
    village.awaitState("web", ProcessState.STOPPED);
    village.staysIn("web", ProcessState.STOPPED);
    assertThat(village.events)
        .extracting(ProcessEvent::describe)
        .anyMatch(told -> told.startsWith("web: RUNNING -> STOPPING (db is STOP"));
  }

  @Test
  void aRestartOfItStopsNobody() {
    village.startAll(
        village.spec("db").restart(AGAIN),
        village.spec("web").dependsOn(Dependency.on("db").stopDependents()));
    village.run("db").exits(1);
    village.awaitState("db", ProcessState.BACKOFF);
    village.staysIn("web", ProcessState.RUNNING);
    village.time.advance(ofSeconds(1));
    village.awaitLaunches("db", 2);
    Village.get(village.find("db").restart());
    village.staysIn("web", ProcessState.RUNNING);
  }

  @Test
  void whoWaitsForHisOwnRestartIsStoppedWithIt() {
    village.startAll(
        village.spec("db"),
        village.spec("web").restart(AGAIN).dependsOn(Dependency.on("db").stopDependents()));
    village.run("web").exits(1);
    village.awaitState("web", ProcessState.BACKOFF);
    Village.get(village.find("db").stop());
    village.awaitState("web", ProcessState.STOPPED);
    village.time.advance(ofSeconds(5));
    village.staysIn("web", ProcessState.STOPPED);
  }

  @Test
  void anOperatorsStopWinsOverARestartWithIt() {
    village.startAll(
        village.spec("db"), village.spec("web").dependsOn(Dependency.on("db").restartDependents()));
    village.run("web").stubborn();
    Village.get(village.find("db").restart());
    village.awaitState("web", ProcessState.STOPPING);
    var stopped = village.find("web").stop();
    village.run("web").exits(0);
    Village.get(stopped);
    village.staysIn("web", ProcessState.STOPPED);
  }
}
