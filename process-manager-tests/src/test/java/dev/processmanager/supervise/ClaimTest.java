package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose a recorded process is.
class ClaimTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Fingerprint OWNER = FakeMachine.person("owner");
  private static final Fingerprint PROCESS = FakeMachine.person("process");

  private final FakeMachine machine = new FakeMachine("me");

  @ParameterizedTest
  @CsvSource({
    "SAME,    SAME,    Taken",
    "SAME,    DEAD,    Taken",
    "SAME,    UNKNOWN, Taken",
    "UNKNOWN, SAME,    Taken",
    "UNKNOWN, DEAD,    Taken",
    "DEAD,    SAME,    Survivor",
    "DEAD,    DEAD,    Free",
    "DEAD,    REUSED,  Free",
    "DEAD,    UNKNOWN, Taken",
    "REUSED,  SAME,    Survivor",
    "REUSED,  DEAD,    Free"
  })
  void ownerAndProcessDecide(Verdict owner, Verdict process, String claim) {
    machine.is(OWNER, owner);
    machine.is(PROCESS, process);
    Claim found = Claim.of(entry(Optional.of(OWNER), Optional.of(PROCESS)), machine);
    assertThat(found.getClass().getSimpleName()).isEqualTo(claim);
    if (found instanceof Claim.Taken taken) {
      assertThat(taken.known()).isEqualTo(owner == Verdict.SAME);
    }
  }

  @Test
  void whatIsOnesOwnIsNotTaken() {
    machine.is(PROCESS, Verdict.SAME);
    assertThat(Claim.of(entry(Optional.of(machine.host()), Optional.of(PROCESS)), machine))
        .isInstanceOf(Claim.Survivor.class);
    assertThat(Claim.of(entry(Optional.of(machine.host()), Optional.empty()), machine))
        .isInstanceOf(Claim.Free.class);
  }

  @Test
  void whoeverBelongsToNobodyIsForAnybody() {
    machine.is(PROCESS, Verdict.SAME);
    assertThat(Claim.of(entry(Optional.empty(), Optional.of(PROCESS)), machine))
        .isInstanceOf(Claim.Survivor.class);
    assertThat(Claim.of(Optional.empty(), machine)).isEqualTo(new Claim.Free(Optional.empty()));
  }

  @Test
  void anOrphanIsFoundByItsMark() {
    machine.hasMark("MARK=run", PROCESS);
    Claim found = Claim.of(entry(Optional.of(OWNER), Optional.empty()), machine);
    assertThat(found)
        .isInstanceOfSatisfying(
            Claim.Survivor.class, survivor -> assertThat(survivor.process()).isEqualTo(PROCESS));
  }

  private static Entry entry(Optional<Fingerprint> owner, Optional<Fingerprint> process) {
    return new Entry(
        new Entry.Key(Scope.global(), "job"),
        new Entry.About(
            ProcessKind.CLI_COMMAND,
            "sleep",
            Optional.empty(),
            Optional.empty(),
            true,
            Map.of(),
            NOW),
        new Entry.Progress(
            ProcessState.RUNNING, 3, 2, 1, List.of(), Optional.empty(), Optional.of(NOW), NOW),
        Optional.of(new Entry.Run("MARK=run", process, Optional.empty())),
        new Entry.Lease(owner, 7),
        Entry.Desired.RUNNING);
  }
}
