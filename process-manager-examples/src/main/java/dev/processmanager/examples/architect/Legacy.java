package dev.processmanager.examples.architect;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ProcessStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the daemon before this one has left.
///
/// @param last what is known of each service from then
/// @param killed whether that daemon had no time to end, so that this one goes on as it was: a
///     service that was stopped stays so
record Legacy(Map<String, ProcessStatus> last, boolean killed) {

  static Legacy of(ProcessManager pm, boolean killed) {
    return new Legacy(
        pm.listProcesses(_ -> true).join().stream().collect(toMap(ProcessStatus::id, identity())),
        killed);
  }

  /// Those who run on.
  List<ProcessStatus> running() {
    return last.values().stream().filter(status -> !status.state().isAtRest()).toList();
  }

  boolean isRunning(ServiceSettings service) {
    return of(service).filter(status -> !status.state().isAtRest()).isPresent();
  }

  /// Whether a service is to run from the beginning.
  boolean isWanted(ServiceSettings service) {
    boolean wasStopped =
        of(service).filter(status -> status.state() == ProcessState.STOPPED).isPresent();
    return isRunning(service) || (service.enabled() && !(killed && wasStopped));
  }

  /// Whether what runs is not what it is to be by now.
  boolean isOutdated(ServiceSettings service) {
    return isRunning(service)
        && !Specs.definition(service)
            .equals(last.get(service.id()).metadata().get(Specs.DEFINITION));
  }

  private Optional<ProcessStatus> of(ServiceSettings service) {
    return Optional.ofNullable(last.get(service.id()));
  }
}
