package dev.processmanager.adversarial;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.command.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// What adversarial tests share. Every command made here carries a mark in its environment, which
/// its descendants inherit, so that a survivor is found wherever it went.
final class Rig {

  private static final String MARK = "ADVERSARIAL_MARK";

  private final String mark = UUID.randomUUID().toString();

  Command sh(String script, Object... arguments) {
    var argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    for (Object argument : arguments) {
      argv.add(argument.toString());
    }
    return mark(Command.of(argv));
  }

  Command mark(Command command) {
    return command.env(MARK, mark);
  }

  String markVariable() {
    return MARK + "=" + mark;
  }

  /// All processes that carry the mark; zombies have no environment any more.
  List<Long> survivors() {
    byte[] wanted = markVariable().getBytes(StandardCharsets.UTF_8);
    long self = ProcessHandle.current().pid();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> contains(p.resolve("environ"), wanted))
          .map(p -> Long.valueOf(p.getFileName().toString()))
          .filter(pid -> pid != self)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits until nobody carries the mark.
  void noSurvivors(Duration limit) {
    Awaitility.await()
        .atMost(limit)
        .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(survivors()).isEmpty());
  }

  private static boolean contains(Path file, byte[] wanted) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .contains(new String(wanted, StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return false;
    }
  }

  static <T> T get(CompletableFuture<T> future) {
    return get(future, 20);
  }

  static <T> T get(CompletableFuture<T> future, int seconds) {
    try {
      return future.get(seconds, SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError("not complete within " + seconds + " s: " + future, failure);
    }
  }

  /// As a callback that does not come back.
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  static long millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  static long openFiles() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// How many shared threads of the library there are.
  static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("process-manager"))
        .count();
  }

  /// Zombies whose parent is this JVM.
  static List<Long> zombies() {
    long self = ProcessHandle.current().pid();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(
              p -> {
                try {
                  String stat = Files.readString(p.resolve("stat"));
                  String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                  return rest[0].equals("Z") && Long.parseLong(rest[1]) == self;
                } catch (IOException gone) {
                  return false;
                }
              })
          .map(p -> Long.valueOf(p.getFileName().toString()))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
