package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Brings up what is required, and tells how that went.
///
/// @param world what it has to do with
/// @param options which services there are to be
/// @param patience how long they may take
record Up(World world, CoordinatorOptions options, Duration patience) {

  int run() {
    var verification = new Verification(world, options);
    List<Verification.Check> basics = verification.basics();
    if (Verification.exitCode(basics) != 0) {
      basics.forEach(world.out()::println);
      return 1;
    }
    try (ProcessManager pm = world.open()) {
      if (Launch.find(pm).filter(this::isUpToDate).isEmpty()) {
        Launch.find(pm).filter(Launch::isRunning).ifPresent(_ -> Launch.stop(pm));
        ProcessStatus started = new Launch(world, options).start(pm, "psm up");
        world.out().println("started " + started.describe());
      }
    }
    var last = new AtomicReference<List<Verification.Check>>(List.of());
    Launch.until(
        patience,
        () -> {
          last.set(verification.all());
          return Verification.exitCode(last.get()) == 0;
        });
    last.get().forEach(world.out()::println);
    return Verification.exitCode(last.get());
  }

  /// Whether it is well and knows the services file as it is now. Its services outlive it.
  private boolean isUpToDate(ProcessStatus coordinator) {
    Instant lastChange = options.lastChange(world.home());
    return Launch.isWell(coordinator, ServiceView.FRESH)
        && coordinator.startedAt().filter(start -> start.isAfter(lastChange)).isPresent();
  }
}
