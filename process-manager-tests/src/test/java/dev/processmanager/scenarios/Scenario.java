package dev.processmanager.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.processmanager.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// What scenarios share.
final class Scenario {

  private Scenario() {}

  /// A result, within a deadline that only a defect exceeds.
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(30, SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  /// The process ids that children have written into a file, one a line.
  static List<Long> pids(Path file, int count) {
    await().atMost(20, SECONDS).until(() -> lines(file).size() >= count);
    return lines(file).stream().map(Long::valueOf).toList();
  }

  static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Whether a process lives; a zombie, which its new parent has yet to collect, does not.
  static boolean lives(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  static Command sh(String script, Object... arguments) {
    var argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    for (Object argument : arguments) {
      argv.add(argument.toString());
    }
    return Command.of(argv);
  }

  static long millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }
}
