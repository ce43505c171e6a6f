package dev.processmanager.examples.architect.store;

import static dev.processmanager.examples.architect.store.Views.NOON;
import static dev.processmanager.examples.architect.store.Views.event;
import static dev.processmanager.examples.architect.store.Views.running;
import static dev.processmanager.examples.architect.store.Views.sample;
import static dev.processmanager.examples.architect.store.Views.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Backlog backlog = new Backlog(4);

  @Test
  void whenThereIsNoRoomTheOldestSampleGoesFirstAndItIsCounted() throws Exception {
    backlog.sample(sample("a", 1));
    backlog.event(event("a", 1));
    backlog.sample(sample("a", 2));
    backlog.event(event("a", 2));
    backlog.event(event("a", 3));

    Batch batch = backlog.take().orElseThrow();
    assertThat(batch.samples()).containsExactly(sample("a", 2));
    assertThat(batch.events()).hasSize(4).endsWith(event("a", 1), event("a", 2), event("a", 3));
    assertThat(batch.events().getFirst().details()).containsExactly(Map.entry("dropped", "1"));
    assertThat(backlog.dropped()).isOne();
  }

  @Test
  void eventsGoBeforeAlerts() throws Exception {
    var alert = new Alert("a", "critical", "is down", NOON);
    backlog.alert(alert);
    for (int i = 1; i <= 5; i++) {
      backlog.event(event("a", i));
    }

    Batch batch = backlog.take().orElseThrow();
    assertThat(batch.alerts()).containsExactly(alert);
    assertThat(batch.events()).hasSize(4).endsWith(event("a", 3), event("a", 4), event("a", 5));
    assertThat(backlog.dropped()).isEqualTo(2);
  }

  @Test
  void ofEachServiceOnlyTheNewestViewIsKept() {
    for (int pid = 1; pid <= 100; pid++) {
      backlog.service(running("a", pid));
    }

    assertThat(backlog.takeServices(false).views()).containsExactly(running("a", 100));
    assertThat(backlog.takeServices(false).views()).isEmpty();
    assertThat(backlog.takeServices(true).views()).containsExactly(running("a", 100));
    assertThat(backlog.takeServices(true).known()).isEmpty();
  }

  @Test
  void whatIsNotAmongAllServicesIsNoLongerKnown() {
    backlog.services(List.of(running("a", 1), running("b", 2)));
    backlog.services(List.of(stopped("b")));

    Services services = backlog.takeServices(false);
    assertThat(services.views()).containsExactly(stopped("b"));
    assertThat(services.known()).contains(Set.of("b"));
    assertThat(backlog.takeServices(true).known()).contains(Set.of("b"));
  }

  @Test
  void afterTheEndWhatIsLeftIsGivenAndThenNothing() throws Exception {
    backlog.event(event("a", 1));
    backlog.close();

    assertThat(backlog.take()).isPresent();
    assertThat(backlog.take()).isEmpty();
  }
}
