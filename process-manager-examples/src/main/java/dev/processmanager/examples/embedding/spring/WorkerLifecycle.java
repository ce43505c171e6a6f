package dev.processmanager.examples.embedding.spring;

import dev.processmanager.examples.embedding.WorkerService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Starts the worker when all beans are there, and stops it before any is gone. The application has
/// started when the worker answers, and not at all if it does not come up.
@Component
class WorkerLifecycle implements SmartLifecycle {

  private final WorkerService worker;
  private final AtomicBoolean running = new AtomicBoolean();

  WorkerLifecycle(WorkerService worker) {
    this.worker = worker;
  }

  @Override
  public void start() {
    worker.start().join();
    running.set(true);
  }

  /// Others of its phase are stopped meanwhile.
  @Override
  public void stop(Runnable stopped) {
    worker
        .stop()
        .whenComplete(
            (_, _) -> {
              running.set(false);
              stopped.run();
            });
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }
}
