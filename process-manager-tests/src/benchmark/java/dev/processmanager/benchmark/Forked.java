package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.Sampler;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Contestants in processes of their own, so that none warms up, fills or slows down another.
///
/// One that serves reads a number a line, does so much work, and answers with lines such as
/// `ms=1.5` and an empty line. It may be written in any language.
final class Forked {

  private static final int END_SECONDS = 20;

  /// What has not answered by then never will, and the others want to go on.
  private static final int ANSWER_SECONDS = 120;

  private Forked() {}

  /// The command line of a JVM like this one.
  static List<String> jvm(Class<?> main, List<String> options, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8"));
    // Some libraries tell of each process.
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// One process for all samples.
  static Sampler serving(List<String> command, long work) throws IOException {
    Process server = start(command);
    BufferedReader answers = server.inputReader();
    BufferedWriter requests = server.outputWriter();
    return new Sampler() {
      @Override
      public Measurement sample() throws IOException {
        requests.write(work + "\n");
        requests.flush();
        return Measurement.parse(answer(server, answers));
      }

      @Override
      public void close() {
        try (requests) {
          requests.flush();
        } catch (IOException alreadyGone) {
          server.destroyForcibly();
        }
        end(server);
      }
    };
  }

  /// A new process for each sample; its whole output is the answer.
  static Sampler oneShot(List<String> command) {
    return () -> {
      Process process = start(command);
      try (BufferedReader answers = process.inputReader()) {
        return Measurement.parse(answer(process, answers));
      } finally {
        end(process);
      }
    };
  }

  static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> answer(Process process, BufferedReader from) throws IOException {
    try (var _ = new Deadline(process)) {
      return answer(from);
    }
  }

  private static List<String> answer(BufferedReader from) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = from.readLine(); line == null || !line.isEmpty(); line = from.readLine()) {
      if (line == null) {
        throw new IOException("ended without an answer, having said " + lines);
      }
      lines.add(line);
    }
    return lines;
  }

  /// Ends a process unless it is closed in time.
  private record Deadline(Process process, CompletableFuture<?> timer) implements AutoCloseable {

    Deadline(Process process) {
      this(
          process,
          new CompletableFuture<>().completeOnTimeout(null, ANSWER_SECONDS, TimeUnit.SECONDS));
    }

    private Deadline {
      timer.thenRun(process::destroyForcibly);
    }

    @Override
    public void close() {
      timer.cancel(false);
    }
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
