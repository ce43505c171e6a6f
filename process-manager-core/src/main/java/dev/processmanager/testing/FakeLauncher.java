package dev.processmanager.testing;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A launcher whose runs do what a test tells them. Launches succeed at once unless told otherwise.
/// Safe for use by many threads.
public final class FakeLauncher implements Launcher {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<FakeRun> runs = new ArrayList<>();
  private final List<LaunchException> failures = new ArrayList<>();
  private final Map<Integer, CompletableFuture<FakeRun>> awaited = new HashMap<>();
  private final ProcessKind kind;

  /// Makes a launcher of tasks of which nothing has run yet.
  public FakeLauncher() {
    this(ProcessKind.ASYNC_TASK);
  }

  /// Makes a launcher of which nothing has run yet.
  ///
  /// @param kind what it pretends to launch; an `ASYNC_TASK` can never be detached
  public FakeLauncher(ProcessKind kind) {
    this.kind = kind;
  }

  /// Lets the next launch fail; called twice, the next two.
  ///
  /// @param permanent whether the failure says that another try must fail, too
  public void failNext(boolean permanent) {
    lock.lock();
    try {
      failures.add(new LaunchException("fake", permanent, "scripted launch failure", null));
    } finally {
      lock.unlock();
    }
  }

  /// {@return all runs so far, oldest first}
  public List<FakeRun> runs() {
    lock.lock();
    try {
      return List.copyOf(runs);
    } finally {
      lock.unlock();
    }
  }

  /// {@return a future that completes with a run once it was launched, be that before or after
  /// this call}
  ///
  /// @param number which, from 1
  public CompletableFuture<FakeRun> run(int number) {
    lock.lock();
    try {
      return number <= runs.size()
          ? CompletableFuture.completedFuture(runs.get(number - 1))
          : awaited.computeIfAbsent(number, _ -> new CompletableFuture<>()).copy();
    } finally {
      lock.unlock();
    }
  }

  /// {@return the newest run}
  ///
  /// @throws java.util.NoSuchElementException if nothing has run yet
  public FakeRun lastRun() {
    return runs().getLast();
  }

  @Override
  public ProcessKind kind() {
    return kind;
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public CompletableFuture<Execution> launch(LaunchContext context) {
    var run = new FakeRun(context);
    @Nullable CompletableFuture<FakeRun> launched;
    lock.lock();
    try {
      if (!failures.isEmpty()) {
        return CompletableFuture.failedFuture(failures.removeFirst());
      }
      runs.add(run);
      launched = awaited.remove(runs.size());
    } finally {
      lock.unlock();
    }
    if (launched != null) {
      launched.complete(run);
    }
    return CompletableFuture.completedFuture(run);
  }
}
