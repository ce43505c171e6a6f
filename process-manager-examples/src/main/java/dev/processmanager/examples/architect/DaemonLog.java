package dev.processmanager.examples.architect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The daemon's own log, in a file that rotates and, in the foreground, on the terminal. What
/// cannot be written is lost: a full disk is no reason to end.
final class DaemonLog implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private final OutputSink file;
  private final Optional<PrintStream> terminal;
  private final PrintStream standardError = System.err;
  private final ReentrantLock door = new ReentrantLock();

  private DaemonLog(OutputSink file, Optional<PrintStream> terminal) {
    this.file = file;
    this.terminal = terminal;
  }

  static DaemonLog open(Path file, boolean quiet) throws IOException {
    return new DaemonLog(
        OutputSink.file(file, Specs.LOGS).open(),
        quiet ? Optional.empty() : Optional.of(System.out));
  }

  /// Takes what the library and the JVM have to say, too, until this is closed.
  void takeStandardError() {
    System.setErr(new PrintStream(new Lines(), true, UTF_8));
  }

  void say(String text) {
    write(LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + " " + text);
  }

  /// Says something that is for whoever sits at the terminal alone, such as a secret.
  void tell(String text) {
    terminal.ifPresent(stream -> stream.println(text));
  }

  private void write(String line) {
    door.lock();
    try {
      terminal.ifPresent(stream -> stream.println(line));
      file.write(Line.Source.STDOUT, ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
    } catch (IOException full) {
      terminal.ifPresent(stream -> stream.println("The log cannot be written: " + full));
    } finally {
      door.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    System.setErr(standardError);
    file.end();
  }

  /// Collects bytes until a line is complete.
  private final class Lines extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
      if (value == '\n') {
        DaemonLog.this.say(line.toString(UTF_8));
        line.reset();
      } else {
        line.write(value);
      }
    }
  }
}
