package dev.processmanager.traps;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What the traps share. Every command made here carries a mark in its environment, which its
/// descendants inherit, so that a survivor is found wherever it went; what a failed test leaves
/// behind is ended.
final class TrapRig implements AfterEachCallback {

  static final String MARK = "TRAP_MARK";

  final String mark = UUID.randomUUID().toString();

  Command sh(String script, Object... arguments) {
    var argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    Stream.of(arguments).map(Object::toString).forEach(argv::add);
    return mark(Command.of(argv));
  }

  Command mark(Command command) {
    return command.env(MARK, mark);
  }

  /// All who carry the mark; zombies have no environment any more.
  List<Long> survivors() {
    String wanted = "\0" + MARK + "=" + mark + "\0";
    return processes()
        .filter(process -> ("\0" + text(process.resolve("environ"))).contains(wanted))
        .map(process -> Long.valueOf(process.getFileName().toString()))
        .toList();
  }

  /// Waits until so many carry the mark, which a process has only once its exec is over.
  List<Long> awaitMembers(int count) {
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(survivors()).as("members").hasSize(count));
    return survivors();
  }

  void awaitNobody() {
    await()
        .atMost(5, SECONDS)
        .untilAsserted(() -> assertThat(survivors()).as("survivors").isEmpty());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    survivors().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /// A result, within a deadline that only a defect exceeds.
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(40, SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError("not complete in time: " + future, failure);
    }
  }

  static void awaitOutput(ManagedProcess process) {
    await().atMost(20, SECONDS).until(() -> !process.output().tail(1).isEmpty());
  }

  static long millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /// Whether a process lives; a zombie, which its parent has yet to collect, does not.
  static boolean lives(long pid) {
    String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
    return !stat.isEmpty() && fields(stat)[0].charAt(0) != 'Z';
  }

  /// Zombies whose parent is this JVM.
  static List<Path> zombies() {
    String self = Long.toString(ProcessHandle.current().pid());
    return processes()
        .filter(
            process -> {
              String stat = text(process.resolve("stat"));
              return !stat.isEmpty() && fields(stat)[0].equals("Z") && fields(stat)[1].equals(self);
            })
        .toList();
  }

  static long openFiles() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// How many platform threads of the library have a name that begins so.
  static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  /// What follows the name in `/proc/PID/stat`: state, parent, group, session.
  static String[] fields(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  /// The text of a file; empty if it is gone.
  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }

  private static Stream<Path> processes() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("\\d+")).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
