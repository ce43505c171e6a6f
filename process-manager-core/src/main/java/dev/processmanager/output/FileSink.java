package dev.processmanager.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Opens one [RotatingFile] a run.
record FileSink(Path file, Rotation rotation) implements OutputSink {

  @Override
  public OutputSink open() throws IOException {
    return new RotatingFile(file, rotation);
  }

  @Override
  public void write(Line.Source source, ByteBuffer chunk) {
    throw new IllegalStateException("A log file must be opened before it is written: " + file);
  }
}
