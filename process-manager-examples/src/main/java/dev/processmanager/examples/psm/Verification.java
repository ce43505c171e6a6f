package dev.processmanager.examples.psm;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.processmanager.ProcessManager;
import dev.processmanager.SessionStatus;
import dev.processmanager.examples.Words;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessException;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryConflictException;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks whether everything is as it should be, and changes nothing.
///
/// @param world what it has to do with
/// @param options which services there are to be
record Verification(World world, CoordinatorOptions options) {

  private static final Patch NOBODYS =
      new Patch.Claim(
          new Entry.Key(Scope.global(), "nobody"),
          Fingerprint.of(new Identity.OfProcess(0, -1, ""), ""),
          0);

  /// What one look has found.
  enum Verdict {
    PASS,
    WARN,
    FAIL
  }

  /// One line of the answer.
  record Check(@JsonProperty("result") Verdict verdict, String what, String detail) {

    static Check of(Verdict otherwise, boolean isGood, String what, String detail) {
      return new Check(isGood ? Verdict.PASS : otherwise, what, detail);
    }

    @Override
    public String toString() {
      return "%s %s: %s".formatted(verdict, what, detail);
    }
  }

  static int exitCode(List<Check> checks) {
    return checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL) ? 1 : 0;
  }

  /// What must be so before anything can be started.
  List<Check> basics() {
    var checks = new ArrayList<Check>();
    checks.add(registry());
    checks.add(lock());
    checks.add(services());
    return checks;
  }

  List<Check> all() {
    List<Check> checks = basics();
    if (exitCode(checks) == 0) {
      try (ProcessManager pm = world.builder().build()) {
        checks.add(coordinator(pm));
        options
            .file(world.home())
            .services()
            .forEach((name, service) -> checks.add(service(name, service, pm)));
        checks.add(sessions(pm));
      }
    }
    return checks;
  }

  private Check registry() {
    String file = world.home().registry().toString();
    try (Registry registry = Registry.file(world.home().registry())) {
      int services = registry.entries().size();
      return registry.damages().stream()
          .map(lost -> new Check(Verdict.WARN, "registry", lost.toString()))
          .reduce((_, last) -> last)
          .orElse(new Check(Verdict.PASS, "registry", file + ", " + Words.of(services, "service")));
    } catch (ProcessException unreadable) {
      return new Check(Verdict.FAIL, "registry", Words.of(unreadable));
    }
  }

  /// A claim of somebody who never was takes the lock, is refused, and changes nothing.
  private Check lock() {
    try (Registry registry = Registry.file(world.home().registry())) {
      return registry.apply(NOBODYS).handle((_, end) -> lock(end)).join();
    } catch (ProcessException unreadable) {
      return new Check(Verdict.FAIL, "lock", Words.of(unreadable));
    }
  }

  private static Check lock(Throwable end) {
    return ProcessException.unwrapped(end) instanceof RegistryConflictException
        ? new Check(Verdict.PASS, "lock", "free")
        : new Check(Verdict.FAIL, "lock", Words.of(end));
  }

  private Check services() {
    try {
      Map<String, ServiceDefinition> services = options.file(world.home()).services();
      return Check.of(
          Verdict.WARN,
          !services.isEmpty(),
          "services file",
          options.path(world.home()) + ", " + Words.of(services.size(), "service"));
    } catch (Refusal wrong) {
      return new Check(Verdict.FAIL, "services file", wrong.getMessage());
    }
  }

  private Check coordinator(ProcessManager pm) {
    Optional<ProcessStatus> found = Launch.find(pm);
    return Check.of(
        Verdict.WARN,
        found.filter(one -> Launch.isWell(one, ServiceView.FRESH)).isPresent(),
        Coordinator.ID,
        found.map(ProcessStatus::describe).orElse("not registered"));
  }

  private Check service(String name, ServiceDefinition service, ProcessManager pm) {
    Optional<ProcessStatus> found = find(name, service, pm);
    return Check.of(
        service.isRequired() ? Verdict.FAIL : Verdict.WARN,
        found.filter(status -> ServiceView.of(status, Instant.now()).healthy()).isPresent(),
        "service " + name,
        found.map(ProcessStatus::describe).orElse("not registered"));
  }

  private Optional<ProcessStatus> find(String name, ServiceDefinition service, ProcessManager pm) {
    return pm.scope(service.scope(world.home())).listProcesses().join().stream()
        .filter(status -> status.id().equals(name))
        .findFirst();
  }

  private static Check sessions(ProcessManager pm) {
    List<SessionStatus> all = pm.sessions().list().join();
    List<String> stale =
        all.stream().filter(SessionStatus::abandoned).map(SessionStatus::id).toList();
    return Check.of(
        Verdict.WARN,
        stale.isEmpty(),
        "sessions",
        stale.isEmpty() ? all.size() + " open, none stale" : "stale: " + String.join(", ", stale));
  }
}
