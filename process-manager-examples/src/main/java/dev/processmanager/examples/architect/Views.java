package dev.processmanager.examples.architect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.HealthRecord;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Shows what is known of services to those outside.
final class Views {

  private Views() {}

  /// @param status empty if it was never started
  static ServiceView of(ServiceSettings service, Optional<ProcessStatus> status, Instant now) {
    Optional<Instant> started =
        status.filter(s -> s.pid().isPresent()).flatMap(ProcessStatus::startedAt);
    return new ServiceView(
        service.id(),
        service.name(),
        service.description(),
        service.enabled(),
        service.critical(),
        service.priority(),
        service.autoRestart(),
        service.groups(),
        service.dependencies(),
        status.map(s -> word(s.state())).orElse("stopped"),
        status.map(s -> word(s.health())).orElse("none"),
        status.map(ProcessStatus::pid).orElse(OptionalLong.empty()),
        service.run().port().map(OptionalInt::of).orElse(OptionalInt.empty()),
        started,
        started.map(at -> Math.max(0, Duration.between(at, now).toSeconds())).orElse(0L),
        status.map(ProcessStatus::restarts).orElse(0),
        status.filter(s -> s.restarts() > 0).flatMap(ProcessStatus::startedAt),
        status.flatMap(ProcessStatus::nextAttemptAt),
        status.map(ProcessStatus::metadata).orElse(Map.of()));
  }

  /// What it is that cannot be told has failed, as far as those outside are concerned.
  static String word(ProcessState state) {
    return state == ProcessState.UNKNOWN ? "failed" : state.name().toLowerCase(Locale.ROOT);
  }

  static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }

  static HealthReport health(String id, Health health, List<HealthRecord> history) {
    return new HealthReport(
        id, word(health), history.reversed().stream().map(Views::check).toList());
  }

  private static HealthReport.Check check(HealthRecord check) {
    double millis = check.responseTime().toNanos() / 1e6;
    return switch (check.result()) {
      case ProbeResult.Pass _ -> new HealthReport.Check(check.at(), "pass", "", millis);
      case ProbeResult.Fail fail ->
          new HealthReport.Check(check.at(), "fail", fail.reason(), millis);
      case ProbeResult.Inconclusive unclear ->
          new HealthReport.Check(check.at(), "inconclusive", unclear.reason(), millis);
    };
  }

  static Summary summary(List<ServiceView> services, Duration uptime) {
    return new Summary(
        services.size(),
        (int) services.stream().filter(ServiceView::enabled).count(),
        (int) services.stream().filter(service -> service.health().equals("healthy")).count(),
        (int) services.stream().filter(service -> service.health().equals("unhealthy")).count(),
        services.stream().collect(groupingBy(ServiceView::state, summingInt(_ -> 1))),
        services.stream().filter(Views::isCriticalAndDown).map(ServiceView::id).toList(),
        uptime.toSeconds(),
        ProcessHandle.current().pid());
  }

  private static boolean isCriticalAndDown(ServiceView service) {
    boolean up = service.state().equals("running") && !service.health().equals("unhealthy");
    return service.critical() && service.enabled() && !up;
  }
}
