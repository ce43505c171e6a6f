package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.util.List;

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
      if (Launch.find(pm).filter(one -> Launch.isWell(one, ServiceView.FRESH)).isEmpty()) {
        Launch.find(pm).filter(Launch::isRunning).ifPresent(_ -> Launch.stop(pm));
        ProcessStatus started = new Launch(world, options).start(pm, "psm up");
        world.out().println("started " + started.describe());
      }
    }
    Launch.until(patience, () -> Verification.exitCode(verification.all()) == 0);
    List<Verification.Check> all = verification.all();
    all.forEach(world.out()::println);
    return Verification.exitCode(all);
  }
}
