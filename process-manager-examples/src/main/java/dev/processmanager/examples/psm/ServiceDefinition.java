package dev.processmanager.examples.psm;

import dev.processmanager.command.Command;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One service of the services file. What is not given is null.
///
/// @param command the program and its arguments
/// @param project the project it belongs to; absent for a global service
/// @param directory where it runs; by default its project, else the directory of the file
/// @param environment more variables
/// @param port checked by a connection, if given
/// @param healthFile checked for its age, if given
/// @param maxAge how old that file may be, in seconds; 60 by default
/// @param required whether `psm verify` fails without it; true by default
record ServiceDefinition(
    List<String> command,
    Path project,
    Path directory,
    Map<String, String> environment,
    Integer port,
    Path healthFile,
    Integer maxAge,
    Boolean required) {

  private static final Rotation ROTATION = Rotation.of(10_000_000, 5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MOST_RESTARTS = 5;
  private static final int USUAL_AGE = 60;
  private static final int LAST_PORT = 65_535;

  ServiceDefinition {
    if (command == null || command.isEmpty()) {
      throw new IllegalArgumentException("a service needs a command: [\"program\", \"argument\"]");
    }
    if (port != null && (port < 1 || port > LAST_PORT)) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    if (maxAge != null && maxAge < 1) {
      throw new IllegalArgumentException("no file is younger than " + maxAge + " s");
    }
    directory = directory != null ? directory : project != null ? project : Path.of("");
    environment = environment == null ? Map.of() : environment;
    maxAge = maxAge == null ? USUAL_AGE : maxAge;
  }

  boolean isRequired() {
    return !Boolean.FALSE.equals(required);
  }

  Scope scope(Home home) {
    return project == null ? Scope.global() : Scope.project(home.directory().resolve(project));
  }

  /// What is launched and looked after. It survives its coordinator, and the next one goes on with
  /// it as it is.
  ///
  /// @param every how often it is checked
  /// @param firstWait how long the first restart waits
  ProcessSpec spec(String name, Home home, Duration every, Duration firstWait) {
    Path base = home.directory();
    Command launched = Command.of(command).in(base.resolve(directory));
    for (var variable : environment.entrySet()) {
      launched = launched.env(variable.getKey(), variable.getValue());
    }
    ProcessSpec spec =
        ProcessSpec.of(launched)
            .id(name)
            .scope(scope(home))
            .detached()
            .logFile(home.log(name), ROTATION)
            .metadata(ServiceView.SCRIPT, command.getFirst())
            .metadata(ServiceView.MANAGED_BY, Coordinator.ID)
            .restart(restarts(firstWait))
            .check(HealthCheck.liveness(probe(base)).every(every));
    return port != null ? spec.check(HealthCheck.startup(probe(base))) : spec;
  }

  /// Waits of 1, 2, 4, 8 and 16 seconds, never more than 30, and no sixth attempt.
  static RestartPolicy restarts(Duration firstWait) {
    return RestartPolicy.always()
        .backoff(Backoff.exponential(firstWait, 2).max(LONGEST_WAIT))
        .atMost(MOST_RESTARTS);
  }

  private Probe probe(Path base) {
    if (port != null) {
      return Probe.tcp(port);
    }
    return healthFile == null
        ? Probe.process()
        : Probe.heartbeatFile(base.resolve(healthFile), Duration.ofSeconds(maxAge));
  }
}
