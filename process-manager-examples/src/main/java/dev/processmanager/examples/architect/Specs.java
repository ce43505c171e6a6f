package dev.processmanager.examples.architect;

import dev.processmanager.command.Command;
import dev.processmanager.examples.architect.config.HealthSettings;
import dev.processmanager.examples.architect.config.Question;
import dev.processmanager.examples.architect.config.Restarts;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.output.OutputSink;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.HttpProbe;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Exit;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ResourceLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Turns what a configuration says of a service into what the library looks after.
///
/// @param look how often its use is compared with its limits
/// @param lines gets each line of output, with the id of the service
record Specs(Duration look, BiConsumer<String, String> lines) {

  /// Ten megabytes, and five files of the past.
  static final Rotation LOGS = Rotation.of(10_000_000, 5);

  /// The note by which a later daemon knows whether what runs is still what is configured.
  static final String DEFINITION = "definition";

  private static final Duration STARTUP_RHYTHM = Duration.ofSeconds(1);

  ProcessSpec of(ServiceSettings service) {
    ProcessSpec spec =
        ProcessSpec.of(command(service, Command.of(service.run().argv())))
            .id(service.id())
            .detached()
            .logFile(service.run().log(), LOGS)
            .output(
                OutputSink.lines(
                    StandardCharsets.UTF_8, line -> lines.accept(service.id(), line.text())))
            .metadata(DEFINITION, definition(service))
            .priority(service.priority())
            .dependsOn(service.dependencies().toArray(String[]::new))
            .restart(restarts(service))
            .stop(stop(service))
            .limits(limits(service));
    for (HealthCheck check : checks(service)) {
      spec = spec.check(check);
    }
    return service.critical() ? spec.critical() : spec;
  }

  private static Command command(ServiceSettings service, Command command) {
    Command placed = command.in(service.run().directory());
    for (var variable : service.run().environment().entrySet()) {
      placed = placed.env(variable.getKey(), variable.getValue());
    }
    return placed;
  }

  /// Says no values of variables, which may be secrets, but changes with them.
  static String definition(ServiceSettings service) {
    ServiceSettings.Run run = service.run();
    String text = run.argv() + "\n" + run.directory() + "\n" + new TreeMap<>(run.environment());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static RestartPolicy restarts(ServiceSettings service) {
    if (!service.autoRestart()) {
      return RestartPolicy.never();
    }
    Restarts settings = service.restarts();
    RestartPolicy policy =
        service.restartOnExit() ? RestartPolicy.always() : RestartPolicy.onFailure();
    return unlessUnrecorded(
        settings.delay(),
        policy
            .atMost(settings.most())
            .backoff(
                Backoff.exponential(settings.delay(), settings.multiplier())
                    .max(settings.longest())));
  }

  /// What does not start since nobody can write it down, as on a full disk, is not to blame for it:
  /// it is tried until there is room, however long that takes.
  private static RestartPolicy unlessUnrecorded(Duration pause, RestartPolicy policy) {
    return ended ->
        ended.exit() instanceof Exit.Threw(RegistryException _)
            ? new Decision.Restart(pause, Math.max(1, ended.restartsInRow()))
            : policy.decide(ended);
  }

  private static StopPlan stop(ServiceSettings service) {
    return service.stopping().graceful()
        ? StopPlan.graceful(service.stopping().timeout()).signal(service.stopping().signal())
        : StopPlan.immediate();
  }

  private ResourceLimits limits(ServiceSettings service) {
    ResourceLimits limits = ResourceLimits.none().every(look).warnOnly();
    if (service.limits().memoryMb().isPresent()) {
      limits = limits.maxMemory(service.limits().memoryMb().getAsLong() << 20);
    }
    if (service.limits().cpuPercent().isPresent()) {
      limits = limits.maxCpuPercent(service.limits().cpuPercent().getAsDouble());
    }
    return limits;
  }

  /// What is restarted has to come up first, as quickly as it can, and is then checked for being
  /// worth keeping. What is not restarted is only told about.
  private static List<HealthCheck> checks(ServiceSettings service) {
    if (service.health().isEmpty()) {
      return List.of();
    }
    HealthSettings health = service.health().get();
    Probe probe = probe(service, health);
    HealthCheck kept =
        (service.autoRestart() ? HealthCheck.liveness(probe) : HealthCheck.readiness(probe))
            .every(health.interval())
            .within(health.timeout())
            .failures(health.maxFailures());
    return service.autoRestart() ? List.of(startup(health, probe), kept) : List.of(kept);
  }

  private static HealthCheck startup(HealthSettings health, Probe probe) {
    Duration rhythm =
        health.interval().compareTo(STARTUP_RHYTHM) < 0 ? health.interval() : STARTUP_RHYTHM;
    double tries = health.maxFailures() * (double) health.interval().toNanos() / rhythm.toNanos();
    return HealthCheck.startup(probe)
        .every(rhythm)
        .within(health.timeout())
        .failures((int) Math.min(Math.ceil(tries), Integer.MAX_VALUE));
  }

  private static Probe probe(ServiceSettings service, HealthSettings health) {
    Probe first = probe(service, health.question());
    return health.fallback().map(other -> first.or(probe(service, other))).orElse(first);
  }

  private static Probe probe(ServiceSettings service, Question question) {
    Probe probe =
        switch (question) {
          case Question.Http http -> http(http);
          case Question.Tcp tcp -> Probe.tcp(tcp.host(), tcp.port());
          case Question.Alive _ -> Probe.process();
          case Question.Script script ->
              Probe.command(command(service, Command.shell(script.command())));
        };
    return probe.within(question.timeout());
  }

  private static Probe http(Question.Http question) {
    HttpProbe probe = Probe.http(question.url()).status(question.status());
    return question.content().map(probe::contains).orElse(probe);
  }
}
