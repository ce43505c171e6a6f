package dev.processmanager.os;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
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

  /// What a host writes into the pipe as it goes along, until it ends it.
  record FromPipe(BytePipe pipe) implements Stdin {}

  /// A private way to talk: the child reads messages on one descriptor and answers on another, so
  /// that its standard streams are its own; there is nothing to read on its standard input.
  ///
  /// @param requests what it reads
  /// @param answers takes what it writes, as [dev.processmanager.output.Line.Source#STDOUT]
  record Channel(Outbox requests, Receiver answers) implements Stdin {

    /// The child's end of the answers.
    public static final int ANSWERS = 3;

    /// The child's end of the requests.
    public static final int REQUESTS = 4;
  }

  /// Whatever the host itself reads.
  record Inherited() implements Stdin {}

  /// The same input, so that nothing but the child and a thread of its own ever waits for it.
  default Stdin withoutWaiting() {
    return this instanceof FromFile(Path file)
            && Files.isReadable(file)
            && !Files.isRegularFile(file)
            && !Files.isDirectory(file)
        ? new FromStream(new LateFile(file))
        : this;
  }
}
