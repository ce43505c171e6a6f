package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck.Role;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.registry.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What others see of a process: its [Life] together with what never changes about it, which is
/// asked of the launcher once.
record Portrait(
    ProcessSpec spec,
    ProcessKind kind,
    String description,
    Optional<Path> workingDirectory,
    Instant createdAt) {

  static Portrait of(ProcessSpec spec, Instant createdAt) {
    return new Portrait(
        spec,
        spec.launcher().kind(),
        spec.launcher().description(),
        spec.launcher().workingDirectory(),
        createdAt);
  }

  /// @param dependent whether its launches wait for others
  static Lifecycle.Facts facts(ProcessSpec spec, boolean dependent) {
    return new Lifecycle.Facts(
        spec.key(),
        spec.stopPlan(),
        spec.checks().stream().anyMatch(check -> check.role() == Role.STARTUP),
        !spec.checks().isEmpty(),
        dependent);
  }

  boolean isWell(Life life) {
    return life.state == ProcessState.RUNNING
        && !life.exited
        && (spec.checks().isEmpty() || life.health == Health.HEALTHY);
  }

  ProcessStatus status(Life life, Optional<Instant> lastHealthCheck) {
    return new ProcessStatus(
        spec.id(),
        kind,
        spec.scope(),
        life.state,
        life.health,
        runs(life).map(Identity::processId).orElse(OptionalLong.empty()),
        life.generation,
        life.restarts,
        description,
        workingDirectory,
        spec.logFile(),
        createdAt,
        life.startedAt,
        life.updatedAt,
        lastHealthCheck,
        life.exit,
        life.nextAttemptAt,
        spec.metadata());
  }

  Entry entry(Life life, Optional<Entry.Run> run, Entry.Lease lease) {
    return new Entry(
        spec.key(),
        about(),
        new Entry.Progress(
            life.state,
            life.generation,
            life.restarts,
            life.restartsInRow,
            life.recentRestarts,
            life.exit,
            life.startedAt,
            life.updatedAt),
        run,
        lease,
        life.aim == Life.Aim.DOWN ? Entry.Desired.STOPPED : Entry.Desired.RUNNING);
  }

  Entry.About about() {
    return new Entry.About(
        kind,
        description,
        workingDirectory,
        spec.logFile(),
        spec.isDetached(),
        spec.metadata(),
        createdAt);
  }

  static Exit exit(Life life) {
    return life.exit.orElse(new Exit.Unknown("it was never launched"));
  }

  /// What the last run gave; a process whose launch failed has had none.
  ProcessResult result(Life life) {
    return life.result
        .filter(_ -> life.launchFailure.isEmpty())
        .orElseGet(() -> nothing(exit(life)));
  }

  /// The result of a run that did not give one.
  ProcessResult broken(Throwable failure) {
    return nothing(new Exit.Unknown("its result was lost: " + failure));
  }

  private ProcessResult nothing(Exit exit) {
    return new ProcessResult(
        description,
        exit,
        Ending.UNKNOWN,
        false,
        "",
        "",
        false,
        true,
        Duration.ZERO,
        ResourceUsage.unknown());
  }

  private static Optional<Identity> runs(Life life) {
    return life.identity.filter(_ -> !life.exited);
  }
}
