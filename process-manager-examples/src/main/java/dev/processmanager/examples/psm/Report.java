package dev.processmanager.examples.psm;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.processmanager.ProcessManager;
import dev.processmanager.SessionStatus;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What PSM tells about everything at once, in the shapes that scripts read.
final class Report {

  private static final int VERSION = 1;

  private Report() {}

  /// The answer of `psm health`.
  record HealthReport(
      int totalServices,
      int healthyServices,
      int unhealthyServices,
      Map<ServiceType, Long> byServiceType,
      List<ServiceView> details) {}

  /// The answer of `psm export`.
  record Export(
      int version, String lastChange, Map<String, SessionView> sessions, Services services) {}

  /// All services by what they belong to, and by name.
  record Services(
      Map<String, ServiceView> global,
      Map<String, Map<String, ServiceView>> projects,
      Map<String, Map<String, ServiceView>> sessions) {}

  /// A session as PSM prints it.
  record SessionView(long pid, String project, String startTime, boolean abandoned) {

    static SessionView of(SessionStatus session) {
      return new SessionView(
          session.owner(),
          session.metadata().getOrDefault("project", ""),
          session.startedAt().toString(),
          session.abandoned());
    }
  }

  static List<ServiceView> views(List<ProcessStatus> services) {
    Instant now = Instant.now();
    return services.stream().map(one -> ServiceView.of(one, now)).toList();
  }

  static HealthReport health(ProcessManager pm) {
    List<ServiceView> all = views(pm.listProcesses().join());
    var byType = new TreeMap<ServiceType, Long>();
    Arrays.stream(ServiceType.values())
        .forEach(type -> byType.put(type, all.stream().filter(s -> s.type() == type).count()));
    return new HealthReport(
        all.size(),
        (int) all.stream().filter(ServiceView::healthy).count(),
        (int) all.stream().filter(service -> !service.healthy() && !service.isIdle()).count(),
        byType,
        all);
  }

  static Export export(ProcessManager pm, Path registry) {
    Map<ServiceType, List<ServiceView>> byType =
        views(pm.listProcesses().join()).stream().collect(groupingBy(ServiceView::type));
    var sessions = new TreeMap<String, SessionView>();
    pm.sessions().list().join().forEach(one -> sessions.put(one.id(), SessionView.of(one)));
    return new Export(
        VERSION,
        lastChange(registry),
        sessions,
        new Services(
            byName(byType.getOrDefault(ServiceType.GLOBAL, List.of())),
            byOwner(byType.getOrDefault(ServiceType.PER_PROJECT, List.of())),
            byOwner(byType.getOrDefault(ServiceType.PER_SESSION, List.of()))));
  }

  private static Map<String, Map<String, ServiceView>> byOwner(List<ServiceView> services) {
    var byOwner = new TreeMap<String, Map<String, ServiceView>>();
    services.stream()
        .collect(groupingBy(service -> service.owner().orElseThrow()))
        .forEach((owner, those) -> byOwner.put(owner, byName(those)));
    return byOwner;
  }

  private static Map<String, ServiceView> byName(List<ServiceView> services) {
    return new TreeMap<>(services.stream().collect(toMap(ServiceView::name, identity())));
  }

  private static String lastChange(Path registry) {
    try {
      return Files.exists(registry)
          ? Files.getLastModifiedTime(registry).toInstant().toString()
          : Instant.EPOCH.toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
