package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintedTest {

  @Test
  void numbersStandForNumbers() {
    var printed = new Printed("run 1 ended after 0.123 s at 12:00:00.5\n");

    assertThat(printed.matches("run 17 ended after 4 s at 23:59:59.001\n")).isTrue();
    assertThat(printed.matches("run two ended after 4 s at 23:59:59.001\n")).isFalse();
    assertThat(printed.matches("run 17 began after 4 s at 23:59:59.001\n")).isFalse();
  }

  @Test
  void columnsMayBeOfAnyWidth() {
    var printed = new Printed("ID   PID   STATE\nweb  47    RUNNING\n");

    assertThat(printed.matches("ID   PID      STATE  \nweb  4711111  RUNNING")).isTrue();
    assertThat(printed.matches("ID   PID      STATE  \nweb  4711111  STOPPED")).isFalse();
  }

  @Test
  void anEllipsisStandsForAnythingInOneLine() {
    var printed = new Printed("from … to …\n");

    assertThat(printed.matches("from here to there\n")).isTrue();
    assertThat(printed.matches("from here\nto there\n")).isFalse();
  }

  @Test
  void aLineOfAnEllipsisStandsForAnyLines() {
    var printed = new Printed("begin\n…\nend\n");

    assertThat(printed.matches("begin\nend\n")).isTrue();
    assertThat(printed.matches("begin\n(a)\n\nb\nend\n")).isTrue();
    assertThat(printed.matches("begin\n(a)\n")).isFalse();
  }

  @Test
  void everythingElseStandsForItself() {
    var printed = new Printed("(a|b) .* \\E[x]\n");

    assertThat(printed.matches("(a|b) .* \\E[x]\n")).isTrue();
    assertThat(printed.matches("a .* \\E[x]\n")).isFalse();
    assertThat(printed.matches("(a|b) .* \\E[x]\nmore\n")).isFalse();
    assertThat(printed.matches("")).isFalse();
  }
}
