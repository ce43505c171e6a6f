package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.host;
import static dev.processmanager.registry.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry.Desired;
import dev.processmanager.registry.Entry.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchTest {

  private static final Lease FIRST = Lease.first(host(1));

  private final Entry stored = entry("web", ProcessState.RUNNING).withLease(FIRST);

  @Test
  void aPutLeavesWhatAnOperatorWantsAlone() {
    Entry stopped = after(new Patch.Desire(key("web"), Desired.STOPPED), stored);

    Entry put = after(new Patch.Put(stored), stopped);

    assertThat(put.desired()).isEqualTo(Desired.STOPPED);
    assertThat(after(new Patch.Desire(key("web"), Desired.RUNNING), put)).isEqualTo(stored);
  }

  @Test
  void aHeartbeatIsThatOfItsRunAlone() {
    int run = stored.progress().generation();
    Entry beaten = after(new Patch.Beat(key("web"), run, Instant.EPOCH), stored);

    assertThat(beaten.heartbeat()).contains(Instant.EPOCH);
    assertThat(after(new Patch.Put(stored), beaten)).isEqualTo(beaten);
    assertThat(after(new Patch.Beat(key("web"), run + 1, Instant.MAX), beaten)).isEqualTo(beaten);
    assertThat(new Patch.Beat(key("web"), run, Instant.EPOCH).applyTo(Optional.empty())).isEmpty();
  }

  @Test
  void whoHasLostTheLeaseWritesNoMore() {
    Entry taken = after(new Patch.Claim(key("web"), host(2), 1), stored);

    assertThat(taken.lease()).isEqualTo(new Lease(Optional.of(host(2)), 2));
    assertRefused(new Patch.Put(stored), taken);
    assertThat(after(new Patch.Put(taken), taken)).isEqualTo(taken);
  }

  @Test
  void twoWhoRegisterTheSameAtOnceAreOne() {
    assertRefused(new Patch.Put(stored.withLease(Lease.first(host(2)))), stored);
  }

  @Test
  void ofSeveralWhoClaimOneWins() {
    Entry claimed = after(new Patch.Claim(key("web"), host(2), 1), stored);

    assertRefused(new Patch.Claim(key("web"), host(3), 1), claimed);
    assertRefused(new Patch.Claim(key("web"), host(3), 0), null);
  }

  @Test
  void aLeaseThatWasGivenBackKeepsItsEpoch() {
    Entry released = after(new Patch.Release(key("web"), FIRST), stored);

    assertThat(released.lease()).isEqualTo(new Lease(Optional.empty(), 1));
    assertRefused(new Patch.Put(stored), released);
    Entry claimed = after(new Patch.Claim(key("web"), host(2), 1), released);
    assertThat(after(new Patch.Release(key("web"), FIRST), claimed)).isEqualTo(claimed);
  }

  @Test
  void whatHasChangedSinceItWasSeenIsNotForgotten() {
    Entry restarted = entry("web", ProcessState.STOPPED);

    assertThat(new Patch.Forget(stored).applyTo(Optional.of(stored))).isEmpty();
    assertThat(new Patch.Forget(stored).applyTo(Optional.empty())).isEmpty();
    assertRefused(new Patch.Forget(stored), restarted);
    assertThat(new Patch.Remove(key("web")).applyTo(Optional.of(restarted))).isEmpty();
  }

  @Test
  void aWishForWhatIsNotThereDoesNothing() {
    assertThat(new Patch.Desire(key("web"), Desired.STOPPED).applyTo(Optional.empty())).isEmpty();
  }

  @Test
  void aSessionIsEndedByWhoKnowsItsOwner() {
    var session = new SessionEntry("s", host(1), Instant.EPOCH);
    var other = new SessionEntry("s", host(2), Instant.EPOCH);

    assertThat(new Patch.BeginSession(session).applyTo(Optional.empty())).contains(session);
    assertThatExceptionOfType(RegistryConflictException.class)
        .isThrownBy(() -> new Patch.BeginSession(other).applyTo(Optional.of(session)))
        .withMessageContaining("s refused");
    assertThat(new Patch.EndSession("s", host(2)).applyTo(Optional.of(session))).contains(session);
    assertThat(new Patch.EndSession("s", host(1)).applyTo(Optional.of(session))).isEmpty();
  }

  @Test
  void theRegistryInMemoryTellsOfAConflict() {
    Registry registry = Registry.inMemory();
    registry.apply(new Patch.Put(stored)).join();

    assertThat(registry.apply(new Patch.Claim(key("web"), host(2), 0)))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(RegistryConflictException.class)
        .withMessageContaining("web refused");
    assertThat(registry.find(key("web"))).contains(stored);
  }

  private static Entry after(Patch.OfEntry patch, Entry before) {
    return patch.applyTo(Optional.of(before)).orElseThrow();
  }

  private static void assertRefused(Patch.OfEntry patch, Entry before) {
    Optional<Entry> stored = Optional.ofNullable(before);
    assertThatExceptionOfType(RegistryConflictException.class)
        .isThrownBy(() -> patch.applyTo(stored))
        .satisfies(refused -> assertThat(refused.stored()).isEqualTo(stored))
        .satisfies(refused -> assertThat(refused.patch()).isEqualTo(patch));
  }
}
