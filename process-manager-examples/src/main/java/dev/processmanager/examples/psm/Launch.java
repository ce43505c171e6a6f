package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.Words;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Starts and stops coordinators that live on when this program ends.
///
/// @param world what it has to do with
/// @param options what a new coordinator is told
record Launch(World world, CoordinatorOptions options) {

  private static final Rotation ROTATION = Rotation.of(10_000_000, 5);
  private static final Duration FIRST_WORD = Duration.ofSeconds(20);
  private static final long LOOK_AGAIN = 20_000_000;

  /// Its services are its children, but not to end with it.
  private static final StopPlan STOP = StopPlan.graceful(Duration.ofSeconds(2)).mainOnly();

  /// The coordinator as it is registered.
  static Optional<ProcessStatus> find(ProcessManager pm) {
    return pm.listProcesses(status -> status.id().equals(Coordinator.ID)).join().stream()
        .findFirst();
  }

  static boolean isRunning(ProcessStatus coordinator) {
    return coordinator.state() == ProcessState.RUNNING
        || coordinator.state() == ProcessState.STARTING;
  }

  /// Whether it runs and has told of its services lately.
  static boolean isWell(ProcessStatus coordinator, Duration limit) {
    return isRunning(coordinator) && ServiceView.isFresh(coordinator, limit, Instant.now());
  }

  static StopReport stop(ProcessManager pm) {
    return pm.stopProcess(Coordinator.ID, STOP).join();
  }

  /// Starts one and waits for its first word.
  ///
  /// @throws Refusal if it does not come up
  ProcessStatus start(ProcessManager pm, String managedBy) {
    var arguments = new ArrayList<>(List.of("coordinator"));
    arguments.addAll(options.arguments(world.home()));
    JvmMain program =
        JvmMain.of(Psm.class, arguments.toArray(String[]::new))
            .with(
                JvmOptions.defaults()
                    .heap("64m")
                    .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .in(world.home().directory())
                    .env(Home.VARIABLE, world.home().directory().toString()));
    Path log = world.home().log(Coordinator.ID);
    try {
      pm.startJvmBackground(program, as -> spec(as, log, managedBy)).join();
    } catch (CompletionException failure) {
      // Who comes second waits for the coordinator of who came first.
      if (!(failure.getCause() instanceof DuplicateIdException)) {
        throw new Refusal("The coordinator does not start: " + Words.of(failure));
      }
    }
    if (!until(FIRST_WORD, () -> find(pm).filter(this::isUpOrDown).isPresent())) {
      throw new Refusal("The coordinator says nothing; see " + log);
    }
    return find(pm)
        .filter(Launch::isRunning)
        .orElseThrow(() -> new Refusal("The coordinator has ended; see " + log));
  }

  private static ProcessSpec spec(ProcessSpec as, Path log, String managedBy) {
    return as.id(Coordinator.ID)
        .detached()
        .logFile(log, ROTATION)
        .metadata(ServiceView.MANAGED_BY, managedBy)
        .metadata(ServiceView.SCRIPT, "psm coordinator");
  }

  private boolean isUpOrDown(ProcessStatus coordinator) {
    return coordinator.lastHealthCheck().isPresent() || !isRunning(coordinator);
  }

  /// Looks again and again, for so long at the most.
  static boolean until(Duration limit, BooleanSupplier done) {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
    return true;
  }
}
