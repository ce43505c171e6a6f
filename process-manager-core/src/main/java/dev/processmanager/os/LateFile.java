package dev.processmanager.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that is opened when it is first read, by whoever reads: opening a named pipe waits for
/// its writer. For one thread.
final class LateFile extends InputStream {

  private final Path file;
  private @Nullable InputStream opened;

  LateFile(Path file) {
    this.file = file;
  }

  private InputStream opened() throws IOException {
    InputStream stream = opened;
    if (stream == null) {
      stream = Files.newInputStream(file);
      opened = stream;
    }
    return stream;
  }

  @Override
  public int read() throws IOException {
    return opened().read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return opened().read(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    InputStream stream = opened;
    if (stream != null) {
      stream.close();
    }
  }
}
