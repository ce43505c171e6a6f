package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck.Role;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.registry.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What others see of a process: its [Life] together with what never changes about it.
record Portrait(ProcessSpec spec, Instant createdAt) {

  static Lifecycle.Facts facts(ProcessSpec spec) {
    return new Lifecycle.Facts(
        spec.key(),
        spec.stopPlan(),
        spec.checks().stream().anyMatch(check -> check.role() == Role.STARTUP),
        !spec.checks().isEmpty());
  }

  boolean isWell(Life life) {
    return life.state == ProcessState.RUNNING
        && !life.deciding
        && (spec.checks().isEmpty() || life.health == Health.HEALTHY);
  }

  ProcessStatus status(Life life, Optional<Instant> lastHealthCheck) {
    return new ProcessStatus(
        spec.id(),
        spec.launcher().kind(),
        spec.scope(),
        life.state,
        life.health,
        life.identity.map(Identity::processId).orElse(OptionalLong.empty()),
        life.generation,
        life.restarts,
        spec.launcher().description(),
        spec.launcher().workingDirectory(),
        spec.logFile(),
        createdAt,
        life.startedAt,
        life.updatedAt,
        lastHealthCheck,
        life.exit,
        life.nextAttemptAt,
        spec.metadata());
  }

  Entry entry(Life life) {
    return new Entry(
        spec.key(),
        spec.launcher().kind(),
        spec.launcher().description(),
        spec.launcher().workingDirectory(),
        spec.logFile(),
        spec.metadata(),
        life.state,
        life.generation,
        life.restarts,
        life.identity.flatMap(Portrait::ofProcess),
        life.exit.map(Exit::describe),
        createdAt,
        life.startedAt,
        life.updatedAt);
  }

  /// What the last run gave; a process whose launch failed has had none.
  ProcessResult result(Life life) {
    Exit exit = life.exit.orElse(new Exit.Unknown("it was never launched"));
    return life.result
        .filter(_ -> life.launchFailure.isEmpty())
        .orElseGet(
            () ->
                new ProcessResult(
                    spec.launcher().description(),
                    exit,
                    Ending.UNKNOWN,
                    false,
                    "",
                    "",
                    false,
                    true,
                    Duration.ZERO,
                    ResourceUsage.unknown()));
  }

  private static Optional<Identity.OfProcess> ofProcess(Identity identity) {
    return identity instanceof Identity.OfProcess process ? Optional.of(process) : Optional.empty();
  }
}
