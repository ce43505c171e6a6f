package dev.processmanager.examples.pctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What proves that a number in an old file means who has it now.
class OldEntryTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T12:00:00Z");
  private static final OldEntry ENTRY = new OldEntry("myenv", 4711);
  private static final List<String> STREAMER =
      List.of("/opt/pctl/elk_streamer.py", "--profile", "myenv");

  @Test
  void whoWasThereWhenItWasWrittenAndSaysWhoHeIsIsTheOne() {
    assertThat(verdict(WRITTEN.minusSeconds(60), STREAMER)).isEqualTo(Verdict.SAME);
    assertThat(verdict(WRITTEN.plusMillis(900), List.of("-jar", "Streamer.jar", "--env=myenv")))
        .as("a start is known to the second")
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void whoStartedLaterIsAnotherWhateverHeSays() {
    assertThat(verdict(WRITTEN.plusSeconds(60), STREAMER)).isEqualTo(Verdict.REUSED);
  }

  @Test
  void whoDoesNotSayThatHeIsThatStreamerIsNotProven() {
    Instant before = WRITTEN.minusSeconds(60);
    assertThat(verdict(before, List.of("100000"))).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(before, List.of("elk_streamer.py", "--profile", "other")))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(before, List.of("elk_streamer.py", "myenv2"))).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(before, List.of("/home/streamer/bin/other", "myenv")))
        .as("a directory is no program")
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(before, List.of())).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatCannotBeSeenIsNotProvenAndWhoHasEndedIsGone() {
    Optional<Instant> before = Optional.of(WRITTEN.minusSeconds(60));
    assertThat(ENTRY.judge(Optional.empty(), WRITTEN).verdict()).isEqualTo(Verdict.DEAD);
    assertThat(
            ENTRY
                .judge(Optional.of(new OldEntry.Seen(Optional.empty(), STREAMER, true)), WRITTEN)
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            ENTRY.judge(Optional.of(new OldEntry.Seen(before, STREAMER, false)), WRITTEN).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void thisProcessIsSeenAsItIs() {
    OldEntry.Seen self = OldEntry.Seen.of(ProcessHandle.current());
    assertThat(self.isOurs()).isTrue();
    assertThat(self.started()).isPresent();
  }

  private static Verdict verdict(Instant started, List<String> command) {
    var seen = new OldEntry.Seen(Optional.of(started), command, true);
    return ENTRY.judge(Optional.of(seen), WRITTEN).verdict();
  }
}
