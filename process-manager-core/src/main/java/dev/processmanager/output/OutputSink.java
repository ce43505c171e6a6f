package dev.processmanager.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Where the output of a process goes, chunk by chunk; given to `Command.output` or
/// `ProcessSpec.output`.
///
/// ```java
/// LongAdder bytes = new LongAdder();
/// OutputSink counting = (source, chunk) -> bytes.add(chunk.remaining());
/// OutputSink both =
///     counting.and(OutputSink.file(Path.of("logs", "build.log"), Rotation.of(1_000_000, 2)));
/// ```
///
/// One sink can serve many runs: the library calls [#open()] for each and then uses what that
/// returned. Calls for one run never overlap and never happen on a thread that serves other
/// processes, so a sink may block; while it is behind, the child is held back through its pipe.
/// One that serves several runs at the same time, as the default of [#open()] lets it, has to be
/// safe for use by many threads. A sink that throws is logged once and gets nothing more of that
/// run.
@FunctionalInterface
public interface OutputSink {

  /// Takes the next bytes.
  ///
  /// @param source the stream they came from
  /// @param chunk the bytes; valid during this call only
  /// @throws IOException if they cannot be taken
  void write(Line.Source source, ByteBuffer chunk) throws IOException;

  /// {@return the sink for one run; this one, unless it keeps state for each run}
  ///
  /// @throws IOException if it cannot be opened
  default OutputSink open() throws IOException {
    return this;
  }

  /// Tells that a run has no more output; called once for each [#open()].
  ///
  /// @throws IOException if what was held back cannot be written
  default void end() throws IOException {}

  /// {@return a sink that writes to this one and then to another}
  ///
  /// @param other the second to receive everything
  default OutputSink and(OutputSink other) {
    return new BothSinks(this, other);
  }

  /// {@return a sink that drops everything}
  static OutputSink discard() {
    return (_, _) -> {};
  }

  /// {@return a sink that hands out complete lines}
  ///
  /// @param charset how to decode; what is malformed becomes U+FFFD
  /// @param listener receives the lines of one run one after another
  static OutputSink lines(Charset charset, Consumer<Line> listener) {
    return new LineSink(charset, listener);
  }

  /// {@return a sink that appends to a log file, which is created with its directories when needed}
  ///
  /// Files change at line boundaries only; lines of the two streams never mix.
  ///
  /// @param file the current file
  /// @param rotation when to start a new one
  static OutputSink file(Path file, Rotation rotation) {
    return new FileSink(file, rotation);
  }
}
