package dev.processmanager.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {

  @TempDir Path directory;

  @Test
  void createsItsDirectoriesAndAppends() throws IOException {
    Path file = directory.resolve("a/b/app.log");
    write(file, Rotation.none(), "one\n");
    write(file, Rotation.none(), "two\n");

    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void rotatesBeforeTheLineThatWouldExceed() throws IOException {
    Path file = directory.resolve("app.log");
    write(file, Rotation.of(8, 2), "1111\n222\n3\n44444\n");

    assertThat(Files.readString(file)).isEqualTo("44444\n");
    assertThat(Files.readString(directory.resolve("app.log.1"))).isEqualTo("222\n3\n");
    assertThat(Files.readString(directory.resolve("app.log.2"))).isEqualTo("1111\n");
  }

  @Test
  void keepsAsManyOldFilesAsItIsTold() throws IOException {
    Path file = directory.resolve("app.log");
    write(file, Rotation.of(2, 2), "1\n2\n3\n4\n5\n");

    assertThat(allLines(file)).containsExactly("3", "4", "5");
  }

  @Test
  void keepsOnlyTheCurrentFileWithoutOldOnes() throws IOException {
    Path file = directory.resolve("app.log");
    write(file, Rotation.of(2, 0), "1\n2\n3\n");

    assertThat(allLines(file)).containsExactly("3");
  }

  @Test
  void losesAndSplitsNoLineWhateverTheChunks() throws IOException {
    Path file = directory.resolve("app.log");
    var expected = new ArrayList<String>();
    OutputSink sink = OutputSink.file(file, Rotation.of(100, 1_000)).open();
    var pending = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String line = "line " + i + " " + "x".repeat(i % 37);
      expected.add(line);
      pending.append(line).append('\n');
      if (i % 7 == 0) {
        int cut = pending.length() * 2 / 3;
        sink.write(Line.Source.STDOUT, bytes(pending.substring(0, cut)));
        pending.delete(0, cut);
      }
    }
    sink.write(Line.Source.STDOUT, bytes(pending.toString()));
    sink.end();

    assertThat(allLines(file)).isEqualTo(expected);
    try (var files = Files.list(directory)) {
      assertThat(files).allSatisfy(f -> assertThat(Files.size(f)).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void linesOfTheTwoStreamsNeverMix() throws IOException {
    Path file = directory.resolve("app.log");
    OutputSink sink = OutputSink.file(file, Rotation.none()).open();
    sink.write(Line.Source.STDOUT, bytes("out-"));
    sink.write(Line.Source.STDERR, bytes("err\n"));
    sink.write(Line.Source.STDOUT, bytes("put\n"));
    sink.write(Line.Source.STDERR, bytes("last"));
    sink.end();

    assertThat(file).hasContent("err\nout-put\nlast\n");
  }

  @Test
  void anEndlessLineDoesNotFillTheMemoryAndIsKeptWhole() throws IOException {
    Path file = directory.resolve("app.log");
    OutputSink sink = OutputSink.file(file, Rotation.of(1_000, 3)).open();
    String piece = "y".repeat(50_000);
    for (int i = 0; i < 10; i++) {
      sink.write(Line.Source.STDOUT, bytes(piece));
    }
    sink.write(Line.Source.STDOUT, bytes("\nnext\n"));
    sink.end();

    assertThat(allLines(file)).containsExactly(piece.repeat(10), "next");
  }

  @Test
  void refusesLimitsThatMeanNothing() {
    assertThatThrownBy(() -> Rotation.of(0, 1)).hasMessageContaining("0");
    assertThatThrownBy(() -> Rotation.of(10, -1)).hasMessageContaining("-1");
  }

  @Test
  void runsThatWriteTheSameFileLoseNoLineOfOneAnother() throws Exception {
    Path file = directory.resolve("app.log");
    Rotation rotation = Rotation.of(200, 1_000);
    var failures = new ConcurrentLinkedQueue<Throwable>();
    List<Thread> runs =
        IntStream.range(0, 8)
            .mapToObj(
                run ->
                    Thread.ofVirtual()
                        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                        .start(() -> writeLines(file, rotation, run)))
            .toList();
    for (Thread run : runs) {
      run.join();
    }

    assertThat(failures).isEmpty();
    assertThat(allLines(file)).doesNotHaveDuplicates().hasSize(8 * 500);
    assertThat(Files.size(file.resolveSibling("app.log.1"))).isBetween(190L, 200L);
  }

  /// As often as the file is opened, it is the same for all.
  private static void writeLines(Path file, Rotation rotation, int run) {
    try {
      for (int i = 0; i < 500; i += 50) {
        var text = new StringBuilder();
        for (int n = i; n < i + 50; n++) {
          text.append(run).append(' ').append(n).append('\n');
        }
        write(file, rotation, text.toString());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path file, Rotation rotation, String text) throws IOException {
    OutputSink sink = OutputSink.file(file, rotation).open();
    sink.write(Line.Source.STDOUT, bytes(text));
    sink.end();
  }

  private static List<String> allLines(Path file) throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 1_000; i > 0; i--) {
      Path old = file.resolveSibling(file.getFileName() + "." + i);
      if (Files.exists(old)) {
        lines.addAll(Files.readAllLines(old));
      }
    }
    lines.addAll(Files.readAllLines(file));
    return lines;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
