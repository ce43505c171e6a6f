package dev.processmanager.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputSinkTest {

  @Test
  void linesKeepTheStreamsApart() throws IOException {
    List<String> seen = new ArrayList<>();
    OutputSink sink =
        OutputSink.lines(
                StandardCharsets.UTF_8, line -> seen.add(line.source() + " " + line.text()))
            .open();
    sink.write(Line.Source.STDOUT, bytes("a"));
    sink.write(Line.Source.STDERR, bytes("x\ny"));
    sink.write(Line.Source.STDOUT, bytes("b\n"));
    sink.end();

    assertThat(seen).containsExactly("STDERR x", "STDOUT ab", "STDERR y");
  }

  @Test
  void oneSinkServesManyRuns() throws IOException {
    List<String> seen = new ArrayList<>();
    OutputSink sink = OutputSink.lines(StandardCharsets.UTF_8, line -> seen.add(line.text()));
    OutputSink first = sink.open();
    OutputSink second = sink.open();
    first.write(Line.Source.STDOUT, bytes("fir"));
    second.write(Line.Source.STDOUT, bytes("second\n"));
    first.write(Line.Source.STDOUT, bytes("st\n"));

    assertThat(seen).containsExactly("second", "first");
  }

  @Test
  void theSecondOfTwoGetsItsShareEvenIfTheFirstFails() {
    List<String> seen = new ArrayList<>();
    OutputSink failing =
        (_, _) -> {
          throw new IOException("full");
        };
    OutputSink both =
        failing.and((_, chunk) -> seen.add(StandardCharsets.UTF_8.decode(chunk).toString()));

    assertThatThrownBy(() -> both.write(Line.Source.STDOUT, bytes("text")))
        .isInstanceOf(IOException.class);
    assertThat(seen).containsExactly("text");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
