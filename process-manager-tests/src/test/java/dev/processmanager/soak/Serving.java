package dev.processmanager.soak;

import dev.processmanager.task.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The functions that run until they are told to end, in a JVM of their own or within the host.
final class Serving {

  private static final Set<String> TASKS = ConcurrentHashMap.newKeySet();
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Serving() {}

  static void inJvm(String id, Home home) throws IOException {
    long pid = ProcessHandle.current().pid();
    note(home.notes(id), Long.toString(pid));
    System.out.println("run " + pid);
    serve(home.wish(id), () -> false);
  }

  static void inHost(TaskContext task, String id, Home home) throws IOException {
    if (!TASKS.add(id)) {
      note(home.notes(id), "beside another");
    }
    try {
      note(home.notes(id), "0");
      serve(home.wish(id), task::isStopRequested);
    } finally {
      TASKS.remove(id);
    }
  }

  /// Those that run here.
  static HashSet<String> tasks() {
    return new HashSet<>(TASKS);
  }

  private static void note(Path notes, String line) throws IOException {
    Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void serve(Path wish, BooleanSupplier isStopRequested) throws IOException {
    while (!isStopRequested.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      if (Files.exists(wish)) {
        boolean success = Files.readString(wish).equals("0");
        Files.delete(wish);
        if (success) {
          return;
        }
        throw new IllegalStateException("as it was told");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
