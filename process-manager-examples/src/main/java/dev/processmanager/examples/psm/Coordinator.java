package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.Words;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps the services of a file alive, and says of all that run how they are.
///
/// @param world what it has to do with
/// @param every how often it checks and tells
/// @param firstWait how long the first restart of a service waits
record Coordinator(World world, Duration every, Duration firstWait) {

  static final String ID = "coordinator";

  /// Works until it is asked to end. The services go on without it.
  int run(ServicesFile file) {
    var stop = new CountDownLatch(1);
    world.signals().accept("TERM", stop::countDown);
    world.signals().accept("INT", stop::countDown);
    try (ProcessManager pm = world.builder().listener(this::report).build()) {
      if (!isRegistered(pm)) {
        return 1;
      }
      pm.refreshHealth(ID).join();
      file.services().forEach((name, service) -> start(name, service, pm));
      say("looks after " + file.services().keySet());
      while (!isOver(stop)) {
        tell(pm);
      }
      pm.unregister(ID).exceptionally(_ -> null).join();
      say("ends; its services go on");
      return 0;
    }
  }

  private boolean isRegistered(ProcessManager pm) {
    long self = ProcessHandle.current().pid();
    try {
      pm.register(self, as -> as.id(ID).metadata(ServiceView.MANAGED_BY, "user")).join();
      return true;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof DuplicateIdException) {
        world.err().println("psm: another coordinator is at work");
        return false;
      }
      throw failure;
    }
  }

  private void start(String name, ServiceDefinition service, ProcessManager pm) {
    pm.start(service.spec(name, world.home(), every, firstWait))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                say(name + " does not run: " + Words.of(failure));
              }
            });
  }

  private boolean isOver(CountDownLatch stop) {
    try {
      return stop.await(every.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException asked) {
      return true;
    }
  }

  /// Abandoned sessions are ended here, too, for whom nobody calls for a long time.
  private void tell(ProcessManager pm) {
    try {
      pm.sessions().endAbandoned().join();
      pm.listProcesses().join().stream()
          .filter(Coordinator::isWell)
          .forEach(status -> pm.scope(status.scope()).refreshHealth(status.id()));
    } catch (CompletionException failure) {
      say("cannot tell of its services now: " + Words.of(failure));
    }
  }

  private static boolean isWell(ProcessStatus status) {
    return status.state() == ProcessState.RUNNING
        && (status.health() == Health.NONE || status.health() == Health.HEALTHY);
  }

  private void report(ProcessEvent event) {
    say(event.describe());
  }

  private void say(String text) {
    world.out().println(Instant.now() + " " + text);
  }
}
