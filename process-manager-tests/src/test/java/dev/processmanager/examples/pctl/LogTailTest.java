package dev.processmanager.examples.pctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LogTailTest {

  @TempDir Path directory;

  private Path log;
  private LogTail tail;
  private Optional<Place> reached = Optional.empty();
  private long now = System.currentTimeMillis();

  @BeforeEach
  void begin() {
    log = directory.resolve("app.log");
    tail = new LogTail(log, Optional.empty());
  }

  @AfterEach
  void end() throws IOException {
    tail.close();
  }

  @Test
  void givesWholeLinesAlone() throws IOException {
    assertThat(next()).isEmpty();
    write("one\ntwo\r\n\nthr");
    assertThat(next()).containsExactly("one", "two", "");
    assertThat(next()).isEmpty();
    write("ee\n");
    assertThat(next()).containsExactly("three");
  }

  @Test
  void tellsWhereEachLineBegins() throws IOException {
    write("ä\nb\n");
    assertThat(tail.next().orElseThrow().lines())
        .extracting(LogTail.LogLine::offset)
        .containsExactly(0L, 3L);
  }

  @Test
  void goesOnWhereItWasAfterABreak() throws IOException {
    write("one\n");
    next();
    write("two\n");
    restart();
    assertThat(next()).containsExactly("two");
  }

  @Test
  void readsTheRestOfAFileThatWasRenamedAndThenTheNewOne() throws IOException {
    write("one\n");
    next();
    write("two\nunfinished");
    Files.move(log, old(1));
    assertThat(next()).containsExactly("two");
    assertThat(next()).as("nobody writes to the new file yet").isEmpty();
    write("three\n");
    assertThat(next()).containsExactly("unfinished");
    assertThat(next()).containsExactly("three");
  }

  @Test
  void readsAllThatWasRotatedInABreak() throws IOException {
    write("one\n");
    next();
    write("two\n");
    for (int i = 3; i <= 6; i++) {
      rotate();
      write(i + "\n");
    }
    restart();
    assertThat(rest()).containsExactly("two", "3", "4", "5", "6");
  }

  @Test
  void readsNothingTwiceThoughLinesRepeat() throws IOException {
    write("tick\n");
    next();
    rotate();
    write("tick\ntick\n");
    assertThat(rest()).containsExactly("tick", "tick");
    rotate();
    write("tick\n");
    restart();
    assertThat(rest()).containsExactly("tick");
  }

  @Test
  void readsWhatIsLeftIfItsFileWasDeletedByRotations() throws IOException {
    write("one\n");
    next();
    rotate();
    write("two\n");
    rotate();
    write("three\n");
    Files.delete(old(2));
    restart();
    assertThat(rest()).containsExactly("two", "three");
  }

  @Test
  void beginsAnewWhenTheFileIsEmptied() throws IOException {
    write("one\ntwo\n");
    next();
    Files.writeString(log, "", TRUNCATE_EXISTING);
    assertThat(next()).isEmpty();
    write("three\n");
    assertThat(next()).containsExactly("three");
  }

  @Test
  void noticesAFileThatWasEmptiedAndHasGrownBeyondItsOldLength() throws IOException {
    write("one\n");
    next();
    Files.writeString(log, "something longer\n", TRUNCATE_EXISTING);
    assertThat(rest()).containsExactly("something longer");
  }

  @Test
  void readsTheRestOfAFileThatWasCopiedAndEmptied() throws IOException {
    write("one\n");
    next();
    write("two\n");
    Files.copy(log, old(1));
    Files.writeString(log, "", TRUNCATE_EXISTING);
    touch(log);
    assertThat(rest()).containsExactly("two");
    write("three\n");
    assertThat(rest()).containsExactly("three");
  }

  @Test
  void aCopyBesideALivingLogIsNotReadTwice() throws IOException {
    write("one\n");
    next();
    Files.copy(log, old(1));
    touch(old(1));
    assertThat(rest()).isEmpty();
    write("two\n");
    assertThat(rest()).containsExactly("two");
  }

  @Test
  void anotherFileThatHasTheSameKeyIsReadFromItsBeginning() throws IOException {
    write("other\nlines\n");
    String key = Files.readAttributes(log, "fileKey").get("fileKey").toString();
    tail = new LogTail(log, Optional.of(new Place(key, 6, 4711, now)));
    assertThat(rest()).containsExactly("other", "lines");
  }

  @Test
  void aLineWithoutEndIsCutAndBatchesAreBounded() throws IOException {
    write("x".repeat(LogTail.LONGEST_LINE + 10) + "\nend\n");
    assertThat(next()).singleElement().asString().hasSize(LogTail.LONGEST_LINE);
    assertThat(next()).containsExactly("x".repeat(10), "end");

    List<String> many = IntStream.range(0, 100_000).mapToObj(i -> "line " + i).toList();
    write(String.join("\n", many) + "\n");
    assertThat(next().size()).isBetween(10_000, 50_000);
    assertThat(rest()).last().isEqualTo("line 99999");
  }

  @Test
  void whatIsNoOlderLogOfTheSameNameIsNotTouched() throws IOException {
    write("one\n");
    next();
    Files.writeString(directory.resolve("app.log.1.gz"), "packed\n");
    Files.writeString(directory.resolve("app.logger"), "other\n");
    Files.writeString(directory.resolve("app.log.lock"), "other\n");
    Files.delete(log);
    assertThat(rest()).isEmpty();
    write("two\n");
    assertThat(rest()).containsExactly("two");
  }

  private List<String> next() throws IOException {
    Optional<LogTail.Batch> batch = tail.next();
    batch.ifPresent(b -> reached = Optional.of(b.end()));
    return batch.stream().flatMap(b -> b.lines().stream()).map(LogTail.LogLine::text).toList();
  }

  /// Until nothing comes twice in a row: the first look may only open a file.
  private List<String> rest() throws IOException {
    var all = new ArrayList<String>();
    for (int silent = 0; silent < 2; ) {
      List<String> lines = next();
      silent = lines.isEmpty() ? silent + 1 : 0;
      all.addAll(lines);
    }
    return all;
  }

  private void restart() throws IOException {
    tail.close();
    tail = new LogTail(log, reached);
  }

  private void rotate() throws IOException {
    for (int i = 8; i >= 1; i--) {
      if (Files.exists(old(i))) {
        Files.move(old(i), old(i + 1));
      }
    }
    Files.move(log, old(1));
  }

  private Path old(int number) {
    return directory.resolve("app.log." + number);
  }

  private void write(String text) throws IOException {
    Files.writeString(log, text, UTF_8, CREATE, APPEND);
    touch(log);
  }

  /// As if a while had passed, however quick the test is.
  private void touch(Path file) throws IOException {
    now = Math.max(now, System.currentTimeMillis()) + 10;
    Files.setLastModifiedTime(file, FileTime.fromMillis(now));
  }
}
