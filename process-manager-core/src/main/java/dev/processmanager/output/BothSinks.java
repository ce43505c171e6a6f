package dev.processmanager.output;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Two sinks as one; the second gets its share even if the first fails.
record BothSinks(OutputSink first, OutputSink second) implements OutputSink {

  @Override
  public void write(Line.Source source, ByteBuffer chunk) throws IOException {
    both(
        () -> first.write(source, chunk.duplicate()),
        () -> second.write(source, chunk.duplicate()));
  }

  @Override
  public OutputSink open() throws IOException {
    OutputSink opened = first.open();
    try {
      return new BothSinks(opened, second.open());
    } catch (IOException | RuntimeException | Error failure) {
      opened.end();
      throw failure;
    }
  }

  @Override
  public void end() throws IOException {
    both(first::end, second::end);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void both(Step one, Step two) throws IOException {
    try {
      one.run();
    } finally {
      two.run();
    }
  }
}
