package dev.processmanager;

import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.Supervision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// How processes are at one moment; see [ProcessManager#healthSummary()]. Who has been stopped by
/// somebody, or has done its work, counts as neither healthy nor unhealthy, as does who is
/// starting. Immutable.
///
/// @param total how many are known
/// @param healthy how many run and pass their checks, if they have any
/// @param unhealthy how many fail a check, or have come to rest against their will, or wait for a
///     restart, or cannot be told
/// @param byScope the same for each scope
/// @param details the status of each, oldest first
/// @param criticalDown those of this host that are critical and not healthy
public record HealthSummary(
    int total,
    int healthy,
    int unhealthy,
    Map<Scope, Count> byScope,
    List<ProcessStatus> details,
    List<ProcessStatus> criticalDown) {

  /// How many of one scope are how.
  ///
  /// @param total how many are known
  /// @param healthy how many are healthy
  /// @param unhealthy how many are not
  public record Count(int total, int healthy, int unhealthy) {

    private static final Count NONE = new Count(0, 0, 0);

    private Count with(ProcessStatus status) {
      return new Count(
          total + 1,
          healthy + (isHealthy(status) ? 1 : 0),
          unhealthy + (isUnhealthy(status) ? 1 : 0));
    }
  }

  /// Copies the collections.
  ///
  /// @param total how many are known
  /// @param healthy how many are healthy
  /// @param unhealthy how many are not
  /// @param byScope the same for each scope
  /// @param details the status of each
  /// @param criticalDown those that are critical and not healthy
  public HealthSummary {
    byScope = Map.copyOf(byScope);
    details = List.copyOf(details);
    criticalDown = List.copyOf(criticalDown);
  }

  static CompletableFuture<HealthSummary> of(Supervision supervision, ProcessFilter filter) {
    return Listing.of(supervision, filter)
        .thenApply(
            all -> {
              List<ProcessStatus> down =
                  all.stream()
                      .filter(status -> isCritical(supervision, status) && !isHealthy(status))
                      .toList();
              return of(all, down);
            });
  }

  private static boolean isCritical(Supervision supervision, ProcessStatus status) {
    return supervision.find(status.key()).filter(known -> known.spec().isCritical()).isPresent();
  }

  private static HealthSummary of(List<ProcessStatus> all, List<ProcessStatus> criticalDown) {
    Count sum = Count.NONE;
    var byScope = new LinkedHashMap<Scope, Count>();
    for (ProcessStatus status : all) {
      sum = sum.with(status);
      byScope.put(status.scope(), byScope.getOrDefault(status.scope(), Count.NONE).with(status));
    }
    return new HealthSummary(sum.total, sum.healthy, sum.unhealthy, byScope, all, criticalDown);
  }

  /// {@return whether nobody critical is missing and nobody is unhealthy; true where nothing is
  /// known}
  public boolean isHealthy() {
    return criticalDown.isEmpty() && unhealthy == 0;
  }

  private static boolean isHealthy(ProcessStatus status) {
    return status.state() == ProcessState.RUNNING
        && (status.health() == Health.NONE || status.health() == Health.HEALTHY);
  }

  private static boolean isUnhealthy(ProcessStatus status) {
    return status.health() == Health.UNHEALTHY
        || switch (status.state()) {
          case BACKOFF, FAILED, FATAL, UNKNOWN -> true;
          case STOPPED, STARTING, RUNNING, STOPPING -> false;
        };
  }
}
