package dev.processmanager.output;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.function.Consumer;

/// Decodes each stream on its own and hands out its lines.
record LineSink(Charset charset, Consumer<Line> listener) implements OutputSink {

  @Override
  public OutputSink open() {
    return new Run(charset, listener);
  }

  @Override
  public void write(Line.Source source, ByteBuffer chunk) {
    throw new IllegalStateException("A line sink must be opened before it is written");
  }

  private static final class Run implements OutputSink {
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private Instant received = Instant.EPOCH;

    Run(Charset charset, Consumer<Line> listener) {
      stdout = splitter(Line.Source.STDOUT, charset, listener);
      stderr = splitter(Line.Source.STDERR, charset, listener);
    }

    private LineSplitter splitter(Line.Source source, Charset charset, Consumer<Line> listener) {
      return new LineSplitter(charset, text -> listener.accept(new Line(source, text, received)));
    }

    @Override
    public void write(Line.Source source, ByteBuffer chunk) {
      received = Instant.now();
      (source == Line.Source.STDOUT ? stdout : stderr).add(chunk);
    }

    @Override
    public void end() {
      stdout.end();
      stderr.end();
    }
  }
}
