package dev.processmanager.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the system tells about this JVM and others. Also for hosts, which have no test framework.
public final class Machine {

  private static final Path PROC = Path.of("/proc");

  private Machine() {}

  /// What may leak.
  record Holdings(long files, long processes, Map<String, Long> threads) {

    static Holdings now() {
      return new Holdings(openFiles(), Machine.children().size(), ownThreads());
    }

    boolean exceed(Holdings before) {
      return files > before.files()
          || processes > before.processes()
          || threads.entrySet().stream()
              .anyMatch(kind -> kind.getValue() > before.threads().getOrDefault(kind.getKey(), 0L));
    }
  }

  static long openFiles() {
    return entries(PROC.resolve("self/fd")).size();
  }

  /// Children of this JVM, zombies among them.
  public static List<Long> children() {
    long self = ProcessHandle.current().pid();
    return processes().stream().filter(pid -> parent(pid) == self).toList();
  }

  /// Platform threads of the library, by their names without numbers.
  static Map<String, Long> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("process-manager"))
        .collect(
            Collectors.groupingBy(name -> name.replaceAll("-\\d+$", ""), Collectors.counting()));
  }

  public static List<Long> processes() {
    return entries(PROC).stream()
        .map(entry -> entry.getFileName().toString())
        .filter(name -> name.matches("\\d+"))
        .map(Long::valueOf)
        .toList();
  }

  /// Empty for a zombie and for who has gone.
  public static String environment(long pid) {
    return text(PROC.resolve(pid + "/environ"));
  }

  public static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /// Its state as `/proc` has it, such as `S` or, for a zombie, `Z`; a blank if it has gone.
  public static char state(long pid) {
    String[] fields = stat(pid);
    return fields.length == 0 ? ' ' : fields[0].charAt(0);
  }

  /// Whether it runs; a zombie does not.
  public static boolean lives(long pid) {
    return " Z".indexOf(state(pid)) < 0;
  }

  /// What a file has so far; nothing if it is not there.
  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  public static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  static long session(long pid) {
    String[] fields = stat(pid);
    return fields.length == 0 ? -1 : Long.parseLong(fields[3]);
  }

  public static long parent(long pid) {
    String[] fields = stat(pid);
    return fields.length == 0 ? -1 : Long.parseLong(fields[1]);
  }

  private static String[] stat(long pid) {
    String stat = text(PROC.resolve(pid + "/stat"));
    return stat.isEmpty() ? new String[0] : stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static List<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A result, within a deadline that only a defect exceeds.
  public static <T> T get(CompletableFuture<T> future) {
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

  /// Waits until something holds, as a host must do it.
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 20 s: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
