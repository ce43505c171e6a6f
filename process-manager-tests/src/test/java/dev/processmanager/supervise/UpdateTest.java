package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A definition that changes while a process lives.
@Timeout(60)
class UpdateTest {

  private final Village village = new Village();
  private final FakeLauncher other = new FakeLauncher();

  @Test
  void aRunningProcessGoesOnAndIsAnotherAfterARestart() {
    ManagedProcess web = village.start(village.spec("web").metadata("version", "1"));
    ManagedProcess updated = village.supervision.update(next().metadata("version", "2"));

    assertThat(updated).isEqualTo(web);
    assertThat(web.status().metadata()).containsEntry("version", "1");
    assertThat(web.spec().metadata()).containsEntry("version", "2");
    assertThat(other.runs()).isEmpty();

    Village.get(web.restart());
    assertThat(other.runs()).hasSize(1);
    assertThat(web.status().metadata()).containsEntry("version", "2");
    assertThat(web.status().generation()).isEqualTo(2);
  }

  @Test
  void aProcessAtRestIsAnotherAtItsNextStart() {
    ManagedProcess web = village.start(village.spec("web"));
    Village.get(web.stop());
    village.supervision.update(next());
    Village.get(web.start());
    assertThat(other.runs()).hasSize(1);
    assertThat(village.launches("web")).isOne();
  }

  @Test
  void anEndIsDecidedOnByTheNewPolicyAndLeadsToTheNewLaunch() {
    ManagedProcess web = village.start(village.spec("web"));
    village.supervision.update(
        next().restart(RestartPolicy.always().backoff(Backoff.fixed(ofSeconds(1)))));
    village.run("web").exits(0);
    village.awaitState("web", ProcessState.BACKOFF);
    village.tickUntil(() -> village.state("web") == ProcessState.RUNNING);
    assertThat(other.runs()).hasSize(1);
    assertThat(web.status().restarts()).isOne();
  }

  @Test
  void anUpdateDuringABackoffCountsForTheLaunchAfterIt() {
    RestartPolicy again = RestartPolicy.always().backoff(Backoff.fixed(ofSeconds(1)));
    village.start(village.spec("web").restart(again));
    village.run("web").exits(1);
    village.awaitState("web", ProcessState.BACKOFF);
    village.supervision.update(next().restart(again));
    village.tickUntil(() -> village.state("web") == ProcessState.RUNNING);
    assertThat(other.runs()).hasSize(1);
  }

  @Test
  void theLastUpdateCounts() {
    ManagedProcess web = village.start(village.spec("web"));
    village.supervision.update(village.spec("web").metadata("version", "2"));
    village.supervision.update(next().metadata("version", "3"));
    Village.get(web.restart());
    assertThat(web.status().metadata()).containsEntry("version", "3");
    assertThat(village.launches("web")).isOne();
  }

  @Test
  void anUpdateMayAddADependency() {
    village.start(village.spec("db"));
    ManagedProcess web = village.start(village.spec("web"));
    Village.get(village.find("db").stop());
    village.supervision.update(next().dependsOn("db"));
    Village.get(web.restart());
    assertThat(village.launches("db")).as("started for the restart").isEqualTo(2);
  }

  @Test
  void whatCouldNeverStartIsRefusedAndChangesNothing() {
    village.start(village.spec("db"));
    ManagedProcess web = village.start(village.spec("web").dependsOn("db"));
    assertThatThrownBy(() -> village.supervision.update(village.spec("db").dependsOn("web")))
        .isInstanceOf(DependencyException.class)
        .hasMessageContaining("db -> web -> db");
    assertThatThrownBy(() -> village.supervision.update(ProcessSpec.of(other).id("ghost")))
        .isInstanceOf(UnknownIdException.class);
    assertThat(village.find("db").spec().dependencies()).isEmpty();
    assertThat(web.status().state()).isEqualTo(ProcessState.RUNNING);
  }

  private ProcessSpec next() {
    return ProcessSpec.of(other).id("web");
  }
}
