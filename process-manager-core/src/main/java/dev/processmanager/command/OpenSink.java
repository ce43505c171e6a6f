package dev.processmanager.command;

import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One opened sink of one run. One that fails is told about once and gets nothing more; the others
/// and the child go on, and its end is told to it all the same.
final class OpenSink {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");

  private interface Use {
    void run() throws IOException;
  }

  private final OutputSink sink;
  private boolean failed;

  OpenSink(OutputSink sink) {
    this.sink = sink;
  }

  void write(Line.Source source, ByteBuffer bytes) {
    if (!failed) {
      attempt(() -> sink.write(source, bytes));
    }
  }

  void end() {
    attempt(sink::end);
  }

  private void attempt(Use use) {
    try {
      use.run();
    } catch (IOException | RuntimeException | Error failure) {
      if (!failed) {
        LOG.warn("An output sink failed and gets no more of this run", failure);
      }
      failed = true;
    }
  }
}
