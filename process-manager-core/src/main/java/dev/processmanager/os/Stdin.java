package dev.processmanager.os;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What a child reads. Never the host's terminal, unless somebody says so.
public sealed interface Stdin {

  /// End of file at once.
  record Nothing() implements Stdin {}

  /// These bytes, then end of file.
  record Bytes(ByteBuffer bytes) implements Stdin {}

  /// The file, read by the child itself.
  record FromFile(Path file) implements Stdin {}

  /// What the stream gives, then end of file. The stream is not closed.
  record FromStream(InputStream stream) implements Stdin {}
}
