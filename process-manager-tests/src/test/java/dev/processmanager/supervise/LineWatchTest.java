package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.output.Line;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineWatchTest {

  private static final Pattern READY = Pattern.compile("ready in \\d+ ms$");

  @Test
  void seesALineThatCameBeforeAnybodyAsked() {
    var watch = new LineWatch(List.of(READY));
    watch.accept(line("starting"));
    assertThat(watch.hasSeen(READY)).isFalse();
    watch.accept(line("server ready in 12 ms"));
    watch.accept(line("working"));
    assertThat(watch.hasSeen(READY)).isTrue();
    assertThat(watch.hasSeen(Pattern.compile(READY.pattern()))).isTrue();
  }

  @Test
  void tellsPatternsApart() {
    Pattern anyCase = Pattern.compile("READY", Pattern.CASE_INSENSITIVE);
    Pattern upperCase = Pattern.compile("READY");
    var watch = new LineWatch(List.of(anyCase, upperCase));
    watch.accept(line("ready"));
    assertThat(watch.hasSeen(anyCase)).isTrue();
    assertThat(watch.hasSeen(upperCase)).isFalse();
  }

  @Test
  void looksOutForWhatItWasNotToldFromTheFirstQuestionOn() {
    var watch = new LineWatch(List.of());
    watch.accept(line("ready in 1 ms"));
    assertThat(watch.hasSeen(READY)).isFalse();
    watch.accept(line("ready in 2 ms"));
    assertThat(watch.hasSeen(READY)).isTrue();
  }

  @Test
  void aPatternThatIsTooMuchForALineCostsTheOthersNothing() {
    Pattern deep = Pattern.compile("(a|b)*c");
    var watch = new LineWatch(List.of(deep, READY));
    watch.accept(line("ab".repeat(30_000)));
    watch.accept(line("ready in 1 ms"));
    assertThat(watch.hasSeen(deep)).isFalse();
    assertThat(watch.hasSeen(READY)).isTrue();
  }

  private static Line line(String text) {
    return new Line(Line.Source.STDOUT, text, Instant.EPOCH);
  }
}
