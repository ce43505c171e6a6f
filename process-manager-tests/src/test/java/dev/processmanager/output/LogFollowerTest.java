package dev.processmanager.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Old lines of a log and those to come, over rotations.
class LogFollowerTest {

  private static final Instant AT = Instant.EPOCH;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "60", "100", "2147483647"})
  void beginsAnyNumberOfLinesBeforeTheEnd(int wanted) throws IOException {
    Path log = directory.resolve("log");
    write(log, Rotation.of(100, 99), 0, 100);
    assertThat(Files.exists(directory.resolve("log.2"))).isTrue();

    List<String> expected = numbers(Math.max(0, 100 - wanted), 100);
    assertThat(texts(LogFollower.tail(log, wanted))).isEqualTo(expected);
    List<Line> seen = new CopyOnWriteArrayList<>();
    try (var _ = LogFollower.begin(log, wanted, seen::add)) {
      write(log, Rotation.of(100, 99), 100, 120);
      await().atMost(10, SECONDS).until(() -> seen.size() >= expected.size() + 20);
    }
    assertThat(texts(seen).subList(0, expected.size())).isEqualTo(expected);
    assertThat(texts(seen).subList(expected.size(), seen.size())).isEqualTo(numbers(100, 120));
  }

  @Test
  void losesNoLineToARotationHoweverSlowItReads() throws IOException {
    Path log = directory.resolve("log");
    List<Line> seen = new CopyOnWriteArrayList<>();
    try (var _ = LogFollower.begin(log, 0, seen::add)) {
      for (int i = 0; i < 3_000; i += 10) {
        write(log, Rotation.of(200, 9_000), i, i + 10);
      }
      await().atMost(20, SECONDS).until(() -> seen.size() >= 3_000);
    }
    assertThat(texts(seen)).isEqualTo(numbers(0, 3_000));
  }

  @Test
  void tellsThatAFileWasDeletedBeforeItWasRead() throws IOException {
    Path log = directory.resolve("log");
    List<Line> seen = new CopyOnWriteArrayList<>();
    write(log, Rotation.of(100, 1), 0, 5);
    try (var _ = LogFollower.begin(log, 5, seen::add)) {
      await().atMost(10, SECONDS).until(() -> seen.size() == 5);
      write(log, Rotation.of(100, 1), 5, 1_000);
      await().atMost(10, SECONDS).until(() -> texts(seen).contains("999"));
    }
    assertThat(texts(seen)).anyMatch(text -> text.startsWith("[… lines missed"));
  }

  @Test
  void readsTheRestOfAFileThatWasCopiedAndEmptied() throws IOException {
    Path log = directory.resolve("log");
    write(log, Rotation.none(), 0, 50);
    LogFile files = new LogFile(log, Rotation.of(100, 3));
    try (LogReader reader = LogReader.atLastLines(log, 20)) {
      ByteBuffer some = ByteBuffer.allocate(10);
      assertThat(reader.read(some)).isEqualTo(10);
      files.copyAndTruncate();
      write(log, Rotation.none(), 50, 52);

      ByteBuffer rest = ByteBuffer.allocate(1_000);
      while (reader.read(rest) > 0) {
        assertThat(rest.hasRemaining()).isTrue();
      }
      String all = text(some) + text(rest);
      assertThat(all.lines().toList()).isEqualTo(numbers(30, 52));
    }
  }

  @Test
  void showsALastLineThatHasNoEndYet() throws IOException {
    Path log = directory.resolve("log");
    Files.writeString(log, "one\ntwo");
    assertThat(texts(LogFollower.tail(log, 1))).containsExactly("two");
    assertThat(texts(LogFollower.tail(log, 9))).containsExactly("one", "two");
    assertThat(LogFollower.tail(directory.resolve("none"), 9)).isEmpty();
  }

  @Test
  void memoryAnswersForWhatItHoldsAndTheLogForTheRest() throws IOException {
    Path log = directory.resolve("log");
    write(log, Rotation.of(100, 99), 0, 100);
    Output.Recorder output = Output.recorder(10, Optional.of(log));
    assertThat(texts(output.tail(3))).as("nothing in memory yet").isEqualTo(numbers(97, 100));

    numbers(50, 100).forEach(text -> output.accept(new Line(Line.Source.STDERR, text, AT)));
    assertThat(output.tail(10)).allMatch(line -> line.source() == Line.Source.STDERR);
    assertThat(texts(output.tail(80))).isEqualTo(numbers(20, 100));
    List<Line> seen = new CopyOnWriteArrayList<>();
    try (var _ = output.follow(5, seen::add)) {
      output.accept(new Line(Line.Source.STDOUT, "100", AT));
      await().atMost(10, SECONDS).until(() -> seen.size() == 6);
    }
    assertThat(texts(seen)).isEqualTo(numbers(95, 101));
    assertThatIllegalArgumentException().isThrownBy(() -> output.follow(-1, _ -> {}));
  }

  private static void write(Path log, Rotation rotation, int from, int to) throws IOException {
    OutputSink sink = OutputSink.file(log, rotation).open();
    for (String number : numbers(from, to)) {
      sink.write(Line.Source.STDOUT, ByteBuffer.wrap((number + "\n").getBytes(UTF_8)));
    }
    sink.end();
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.flip()).toString();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }
}
