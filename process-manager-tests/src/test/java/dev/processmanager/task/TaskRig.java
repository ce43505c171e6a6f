package dev.processmanager.task;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.StopReport;
import dev.processmanager.testing.ManualTime;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// What tests of tasks share: runs in manual time, and deadlines that only a defect exceeds.
final class TaskRig {

  private record Context(String id, int generation, TimeSource time, Optional<Duration> timeLimit)
      implements LaunchContext {}

  final ManualTime time = new ManualTime();

  Execution launch(Launcher launcher) {
    return launch(launcher, Optional.empty());
  }

  Execution launch(Launcher launcher, Duration timeLimit) {
    return launch(launcher, Optional.of(timeLimit));
  }

  private Execution launch(Launcher launcher, Optional<Duration> timeLimit) {
    return get(launcher.launch(new Context("job", 3, time, timeLimit)));
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(20, SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  /// The report of a stop that was enough.
  static StopReport asked(Execution run) {
    return new StopReport(List.of("job"), List.of(run.identity()), List.of(), List.of());
  }

  static AsyncAction action(AsyncAction action) {
    return action;
  }

  /// A task that ends when it is told to, and no sooner.
  static final class Stubborn implements AsyncAction {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void run(TaskContext task) {
      begun.countDown();
      while (end.getCount() > 0) {
        try {
          end.await();
        } catch (InterruptedException ignored) {
          Thread.yield();
        }
      }
    }
  }
}
