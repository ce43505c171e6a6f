package dev.processmanager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
    Table table =
        Table.of("NAME", "PID", "WHAT").row("web", 4711, "serves").row("database", "-", "x");

    assertThat(table.lines())
        .containsExactly(
            "NAME       PID  WHAT", //
            "web       4711  serves",
            "database     -  x");
  }

  @Test
  void timesAreToldInTheirTwoLargestUnits() {
    assertThat(Words.of(Duration.ofMillis(4_900))).isEqualTo("4s");
    assertThat(Words.of(Duration.ofSeconds(125))).isEqualTo("2m 05s");
    assertThat(Words.of(Duration.ofMinutes(184))).isEqualTo("3h 04m");
    assertThat(Words.of(Duration.ofHours(75))).isEqualTo("3d 03h");
    assertThat(Words.of(Duration.ofSeconds(-1))).isEqualTo("0s");
  }
}
