package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.ProcessScope;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options that say whose service is meant.
final class Where {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "the project; by default $PSM_PROJECT, else the current directory")
  private Path project;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "the session; by default $PSM_SESSION_ID")
  private String session;

  /// What a service of a type is registered in.
  Scope scope(ServiceType type, World world) {
    return switch (type) {
      case GLOBAL -> Scope.global();
      case PER_PROJECT -> project(world);
      case PER_SESSION ->
          session(world)
              .orElseThrow(() -> new Refusal("per-session needs --session or $" + World.SESSION));
    };
  }

  private Scope project(World world) {
    return Scope.project(world.project(project));
  }

  /// What the options say, if they say anything.
  private Optional<Scope> said(World world) {
    return session != null
        ? Optional.of(Scope.session(session))
        : Optional.ofNullable(project).map(_ -> project(world));
  }

  private Optional<Scope> session(World world) {
    return Optional.ofNullable(session).or(world::session).map(Scope::session);
  }

  /// The service that a name means: the nearest of that name, unless the options say more.
  Optional<ProcessStatus> find(String name, ProcessManager pm, World world) {
    Predicate<ProcessStatus> isIt = status -> status.id().equals(name);
    return said(world)
        .map(Stream::of)
        .orElseGet(
            () -> Stream.concat(session(world).stream(), Stream.of(project(world), Scope.global())))
        .map(pm::scope)
        .map(ProcessScope::listProcesses)
        .flatMap(found -> found.join().stream().filter(isIt))
        .findFirst();
  }

  /// All services, or those of whom the options name.
  List<ProcessStatus> all(ProcessManager pm, World world) {
    return said(world)
        .map(scope -> pm.scope(scope).listProcesses())
        .orElseGet(pm::listProcesses)
        .join();
  }

  /// The same as [#find], for commands that make no sense without it.
  ProcessStatus require(String name, ProcessManager pm, World world) {
    return find(name, pm, world).orElseThrow(() -> new Refusal(name + " is not registered"));
  }
}
