package dev.processmanager.examples.architect;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.output.Line;
import dev.processmanager.output.Output;
import dev.processmanager.process.Health;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The configured services and the processes that the library looks after for them. Safe for use by
/// many threads.
final class Services {

  private static final int RECENT_LINES = 1000;

  private final ProcessManager pm;
  private final Fanout<LogLine> lines;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private volatile Configuration configuration;

  /// @param id of the service that has printed it
  record LogLine(String id, String text) {}

  /// @param ran those who ran when the daemon before this one ended
  /// @param started completes when all run; exceptionally with the failure of one that does not
  record Begun(List<ProcessStatus> ran, CompletableFuture<?> started) {}

  Services(ProcessManager pm, Configuration configuration, Fanout<LogLine> lines) {
    this.pm = pm;
    this.configuration = configuration;
    this.lines = lines;
  }

  Configuration configuration() {
    return configuration;
  }

  void configure(Configuration next) {
    configuration = next;
  }

  List<ServiceSettings> inOrder() {
    return StartOrder.of(configuration.services());
  }

  Optional<ServiceSettings> find(String id) {
    return configuration.services().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  ServiceSettings require(String id) {
    return find(id).orElseThrow(() -> new UnknownServiceException(id));
  }

  List<ServiceSettings> group(String name) {
    List<ServiceSettings> members =
        inOrder().stream().filter(service -> service.groups().contains(name)).toList();
    if (members.isEmpty()) {
      throw new UnknownServiceException(name);
    }
    return members;
  }

  /// Empty if this daemon has never started it.
  Optional<ManagedProcess> process(String id) {
    return registered.contains(id) ? pm.getHandle(id).join() : Optional.empty();
  }

  ServiceView view(ServiceSettings service) {
    Optional<ProcessStatus> status = process(service.id()).map(ManagedProcess::status);
    return Views.of(service, status, Instant.now());
  }

  /// Starts services, and before them those that they need and that this daemon does not know yet.
  CompletableFuture<?> start(Collection<ServiceSettings> services) {
    var needed = new LinkedHashMap<String, ProcessSpec>();
    services.forEach(service -> collect(service, needed));
    registered.addAll(needed.keySet());
    return pm.startAll(needed.values());
  }

  private void collect(ServiceSettings service, Map<String, ProcessSpec> needed) {
    if (!isUnderWay(service.id()) && needed.putIfAbsent(service.id(), spec(service)) == null) {
      service.dependencies().forEach(id -> collect(require(id), needed));
    }
  }

  private boolean isUnderWay(String id) {
    return process(id).filter(known -> !known.status().state().isAtRest()).isPresent();
  }

  CompletableFuture<?> start(ServiceSettings service) {
    return isUnderWay(service.id()) ? pm.startProcess(service.id()) : start(List.of(service));
  }

  CompletableFuture<?> stop(String id) {
    return process(id).isPresent() ? pm.stopProcess(id) : CompletableFuture.completedFuture(null);
  }

  CompletableFuture<?> restart(ServiceSettings service) {
    return isUnderWay(service.id()) ? pm.restartProcess(service.id()) : start(List.of(service));
  }

  CompletableFuture<?> rollingRestart(String group) {
    Set<String> running =
        group(group).stream()
            .map(ServiceSettings::id)
            .filter(this::isUnderWay)
            .collect(Collectors.toSet());
    return pm.scope(Scope.global())
        .rollingRestart(status -> running.contains(status.id()), patience(group));
  }

  /// How long the most patient of them may take to stop and to come up again.
  private Duration patience(String group) {
    return group(group).stream()
        .map(
            service ->
                service
                    .stopping()
                    .timeout()
                    .plus(
                        service
                            .health()
                            .map(check -> check.interval().multipliedBy(check.maxFailures() + 1L))
                            .orElse(Duration.ZERO)))
        .max(Duration::compareTo)
        .orElseThrow()
        .plusMinutes(1);
  }

  /// Stops a service and forgets it.
  CompletableFuture<?> remove(String id) {
    return registered.remove(id) ? pm.removeProcess(id) : CompletableFuture.completedFuture(null);
  }

  /// Goes on with whoever runs already, and starts whoever is to run; whoever runs and is not in
  /// the configuration any more is stopped, and whoever was changed meanwhile is restarted.
  Begun begin(Legacy legacy) {
    legacy.running().stream()
        .map(ProcessStatus::id)
        .filter(id -> find(id).isEmpty())
        .forEach(pm::removeProcess);
    List<ServiceSettings> wanted = inOrder().stream().filter(legacy::isWanted).toList();
    CompletableFuture<?> started = start(wanted);
    wanted.stream().filter(legacy::isOutdated).forEach(service -> pm.restartProcess(service.id()));
    return new Begun(legacy.running(), started);
  }

  /// Defines a service anew, if it was ever started.
  ///
  /// @param anew whether what runs has to make place
  CompletableFuture<?> change(ServiceSettings service, boolean anew) {
    if (process(service.id()).isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    boolean runs = isUnderWay(service.id());
    CompletableFuture<?> defined = pm.scope(Scope.global()).updateProcess(spec(service));
    return runs && anew ? defined.thenCompose(_ -> pm.restartProcess(service.id())) : defined;
  }

  HealthReport health(String id) {
    Optional<ManagedProcess> process = process(require(id).id());
    return Views.health(
        id,
        process.map(known -> known.status().health()).orElse(Health.NONE),
        process.map(ManagedProcess::healthHistory).orElse(List.of()));
  }

  List<String> tail(String id, int count) {
    ServiceSettings service = require(id);
    Output output =
        process(id)
            .map(ManagedProcess::output)
            .orElseGet(() -> Output.continued(RECENT_LINES, Optional.of(service.run().log())));
    return output.tail(count).stream().map(Line::text).toList();
  }

  private ProcessSpec spec(ServiceSettings service) {
    return new Specs(
            configuration.monitoring().metricsInterval(),
            (id, text) -> lines.accept(new LogLine(id, text)))
        .of(service);
  }
}
