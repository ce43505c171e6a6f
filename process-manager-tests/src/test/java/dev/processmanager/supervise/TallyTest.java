package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final HealthCheck CHECK =
      HealthCheck.readiness(Probe.process()).successes(2).failures(3);

  @Test
  void changesOnlyAfterEnoughEqualAnswersInARow() {
    assertThat(standing("P")).isEqualTo(Tally.Standing.UNDECIDED);
    assertThat(standing("PP")).isEqualTo(Tally.Standing.PASSING);
    assertThat(standing("PPFF")).isEqualTo(Tally.Standing.PASSING);
    assertThat(standing("PPFFPFF")).isEqualTo(Tally.Standing.PASSING);
    assertThat(standing("PPFFF")).isEqualTo(Tally.Standing.FAILING);
    assertThat(standing("FFFP")).isEqualTo(Tally.Standing.FAILING);
    assertThat(standing("FFFPP")).isEqualTo(Tally.Standing.PASSING);
  }

  @Test
  void anInconclusiveAnswerChangesNothing() {
    assertThat(standing("FIFIF")).isEqualTo(Tally.Standing.FAILING);
    assertThat(standing("PIP")).isEqualTo(Tally.Standing.PASSING);
    assertThat(standing("IIIII")).isEqualTo(Tally.Standing.UNDECIDED);
  }

  private static Tally.Standing standing(String answers) {
    Tally tally = Tally.NEW;
    for (char c : answers.toCharArray()) {
      ProbeResult answer =
          switch (c) {
            case 'P' -> ProbeResult.pass();
            case 'F' -> ProbeResult.fail("f");
            default -> ProbeResult.inconclusive("i");
          };
      tally = tally.after(answer, CHECK);
    }
    return tally.standing();
  }
}
