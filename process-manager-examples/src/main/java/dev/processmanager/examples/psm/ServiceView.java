package dev.processmanager.examples.psm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.processmanager.examples.Table;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A service as PSM prints it. What it does not have is null, and is not printed.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServiceView(
    String name,
    ServiceType type,
    String project,
    String session,
    Long pid,
    String state,
    boolean healthy,
    String script,
    String startedAt,
    String lastHealthCheck,
    int restarts,
    Map<String, String> metadata) {

  static final String SCRIPT = "script";
  static final String MANAGED_BY = "managedBy";

  /// So long may somebody be silent of whose health a coordinator tells.
  static final Duration FRESH = Duration.ofSeconds(120);

  static ServiceView of(ProcessStatus status, Instant now) {
    Scope scope = status.scope();
    var notes = new TreeMap<>(status.metadata());
    String script = notes.remove(SCRIPT);
    return new ServiceView(
        status.id(),
        ServiceType.of(scope),
        scope.type() == Scope.Type.PROJECT ? scope.name() : null,
        scope.type() == Scope.Type.SESSION ? scope.name() : null,
        status.pid().isPresent() ? status.pid().getAsLong() : null,
        status.state().name(),
        isHealthy(status, now),
        script,
        status.startedAt().map(Instant::toString).orElse(null),
        status.lastHealthCheck().map(Instant::toString).orElse(null),
        status.restarts(),
        notes);
  }

  static Table table(List<ServiceView> services) {
    Table table = Table.of("NAME", "TYPE", "STATE", "HEALTHY", "PID", "RESTARTS", "OF", "SCRIPT");
    for (ServiceView service : services) {
      table.row(
          service.name,
          service.type,
          service.state,
          service.healthy ? "yes" : "no",
          service.pid == null ? "-" : service.pid,
          service.restarts,
          service.owner().orElse("-"),
          service.script == null ? "-" : service.script);
    }
    return table;
  }

  private static boolean isHealthy(ProcessStatus status, Instant now) {
    return status.state() == ProcessState.RUNNING
        && status.health() != Health.UNHEALTHY
        && (!isCoordinated(status) || isFresh(status, FRESH, now));
  }

  /// Whether a coordinator tells of its health.
  private static boolean isCoordinated(ProcessStatus status) {
    return status.id().equals(Coordinator.ID)
        || Coordinator.ID.equals(status.metadata().get(MANAGED_BY));
  }

  /// Whether somebody has told of its health lately. Who has just begun has time to do so.
  static boolean isFresh(ProcessStatus status, Duration limit, Instant now) {
    Instant told = status.lastHealthCheck().orElse(status.startedAt().orElse(status.updatedAt()));
    return Duration.between(told, now).compareTo(limit) < 0;
  }

  /// The project or the session that it belongs to, if any.
  Optional<String> owner() {
    return Optional.ofNullable(project).or(() -> Optional.ofNullable(session));
  }

  /// Whether it is on purpose that it does not run, or it is about to.
  boolean isIdle() {
    return state.equals(ProcessState.STOPPED.name()) || state.equals(ProcessState.STARTING.name());
  }
}
