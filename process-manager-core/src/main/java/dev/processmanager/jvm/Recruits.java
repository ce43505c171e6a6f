package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The JVMs of a pool that are coming up.
final class Recruits {

  private final Supplier<CompletableFuture<RunningJvm>> launcher;
  private final Consumer<RunningJvm> came;
  private final Consumer<Throwable> failed;
  private final Set<CompletableFuture<RunningJvm>> starts = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /// @param came takes each that has come up
  /// @param failed takes why one has not
  Recruits(
      Supplier<CompletableFuture<RunningJvm>> launcher,
      Consumer<RunningJvm> came,
      Consumer<Throwable> failed) {
    this.launcher = launcher;
    this.came = came;
    this.failed = failed;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      start();
    }
  }

  /// Whoever has not come up by now is not to come up any more.
  void stop() {
    stopped = true;
    starts.forEach(start -> start.cancel(true));
  }

  @SuppressWarnings("CollectionUndefinedEquality") // a start is the same as itself alone
  private void start() {
    CompletableFuture<RunningJvm> start = launcher.get();
    starts.add(start);
    if (stopped) {
      start.cancel(true);
    }
    start.whenComplete(
        (jvm, failure) -> {
          starts.remove(start);
          if (failure != null) {
            failed.accept(ProcessException.unwrapped(failure));
          } else {
            came.accept(jvm);
          }
        });
  }
}
