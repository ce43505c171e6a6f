package dev.processmanager.examples.architect.alert;

import dev.processmanager.examples.architect.config.Level;
import dev.processmanager.process.Health;
import dev.processmanager.supervise.ProcessEvent;
import java.util.Optional;

/// Decides what of all that happens is an alert.
public final class Alerts {

  private Alerts() {}

  /// @param critical whether the whole is down without the service: then everything that is wrong
  ///     with it is critical
  public static Optional<Alert> of(ProcessEvent event, boolean critical) {
    return level(event)
        .map(level -> critical && level != Level.INFO ? Level.CRITICAL : level)
        .map(
            level ->
                new Alert(
                    event.at(),
                    event.key().id(),
                    level,
                    critical && level == Level.CRITICAL,
                    event.describe()));
  }

  private static Optional<Level> level(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.StateChanged change ->
          switch (change.to()) {
            case FATAL -> Optional.of(Level.CRITICAL);
            case FAILED, BACKOFF, UNKNOWN -> Optional.of(Level.WARNING);
            case RUNNING -> Optional.of(Level.INFO);
            case STOPPED, STARTING, STOPPING -> Optional.empty();
          };
      case ProcessEvent.HealthChanged change when change.to() == Health.UNHEALTHY ->
          Optional.of(Level.WARNING);
      case ProcessEvent.HealthChanged change
          when change.from() == Health.UNHEALTHY && change.to() == Health.HEALTHY ->
          Optional.of(Level.INFO);
      case ProcessEvent.LimitExceeded _ -> Optional.of(Level.WARNING);
      case ProcessEvent.HealthChanged _,
          ProcessEvent.RunEnded _,
          ProcessEvent.RestartScheduled _,
          ProcessEvent.DependenciesAwaited _ ->
          Optional.empty();
    };
  }
}
