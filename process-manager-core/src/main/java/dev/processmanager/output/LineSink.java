package dev.processmanager.output;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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
    private final Map<Line.Source, LineSplitter> splitters = new EnumMap<>(Line.Source.class);

    Run(Charset charset, Consumer<Line> listener) {
      for (Line.Source source : Line.Source.values()) {
        splitters.put(
            source,
            new LineSplitter(
                charset, text -> listener.accept(new Line(source, text, Instant.now()))));
      }
    }

    @Override
    public void write(Line.Source source, ByteBuffer chunk) {
      splitters.get(source).add(chunk);
    }

    @Override
    public void end() {
      splitters.values().forEach(LineSplitter::end);
    }
  }
}
