package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.Words;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ProcessStatus;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Process state manager: one registry of all services of a machine, whoever has started them.
///
/// Exit codes: 0 for yes and done, 1 for no and failed, 2 for a wrong command line.
@Command(
    name = "psm",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    version = "psm 0.1.0",
    description = "One registry of all services, whoever has started them.",
    subcommands = {SessionCommand.class, CommandLine.HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class Psm {

  private final World world;

  private Psm(World world) {
    this.world = world;
  }

  static void main(String[] args) {
    System.exit(run(args, System.out, System.err, System.getenv(), Signals::register));
  }

  /// What the program does, for a caller who has more to do.
  static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      BiConsumer<String, Runnable> signals) {
    var psm = new Psm(new World(Home.of(environment), environment, out, err, signals));
    var commands = new CommandLine(psm);
    commands.registerConverter(Duration.class, CoordinatorOptions::parse);
    commands.setExecutionExceptionHandler((failure, _, _) -> psm.failed(failure));
    commands.getSubcommands().get("with-session").setStopAtPositional(true);
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(args);
  }

  private int failed(Exception failure) throws Exception {
    return switch (failure) {
      case Refusal _,
          ProcessException _,
          CompletionException _,
          IllegalArgumentException _,
          UncheckedIOException _ -> {
        world.err().println("psm: " + Words.of(failure));
        yield 1;
      }
      default -> throw failure;
    };
  }

  World world() {
    return world;
  }

  @Command(description = "Shows the services, or the one that a name means.")
  int status(
      @Parameters(arity = "0..1", paramLabel = "NAME") String name,
      @Mixin Where where,
      @Option(names = "--json") boolean json) {
    try (ProcessManager pm = world.open()) {
      List<ServiceView> services =
          Report.views(
              name == null ? where.all(pm, world) : List.of(where.require(name, pm, world)));
      if (json) {
        world.out().println(Json.text(services));
      } else {
        ServiceView.table(services).lines().forEach(world.out()::println);
      }
      return 0;
    }
  }

  @Command(description = "Registers a process that runs already.")
  int register(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "PID") long pid,
      @Parameters(paramLabel = "TYPE", description = "global, per-project or per-session")
          ServiceType type,
      @Parameters(paramLabel = "SCRIPT", description = "what has started it, for people")
          String script,
      @Mixin Where where,
      @Option(names = "--meta", paramLabel = "KEY=VALUE") Map<String, String> metadata) {
    return new Registration(world, where.scope(type, world))
        .add(name, pid, script, metadata == null ? Map.of() : metadata);
  }

  @Command(description = "Forgets a service without stopping it.")
  int unregister(@Parameters(paramLabel = "NAME") String name, @Mixin Where where) {
    try (ProcessManager pm = world.open()) {
      ProcessStatus found = where.require(name, pm, world);
      pm.scope(found.scope()).unregister(name).join();
      world.out().println("forgot " + found.key());
      return 0;
    }
  }

  @Command(description = "Forgets all that have ended, and ends abandoned sessions.")
  int cleanup(@Option(names = "--json") boolean json) {
    try (ProcessManager pm = world.builder().build()) {
      int cleaned = pm.cleanupDeadProcesses().join();
      world.out().println(json ? Json.text(Map.of("cleaned", cleaned)) : "forgot " + cleaned);
      return 0;
    }
  }

  @Command(description = "Tells as JSON how all services are; fails if one is not well.")
  int health() {
    try (ProcessManager pm = world.open()) {
      Report.HealthReport report = Report.health(pm);
      world.out().println(Json.text(report));
      return report.unhealthyServices() == 0 ? 0 : 1;
    }
  }

  @Command(name = "is-running", description = "Succeeds if a service runs; says nothing.")
  int isRunning(@Parameters(paramLabel = "NAME") String name, @Mixin Where where) {
    try (ProcessManager pm = world.open()) {
      return where
              .find(name, pm, world)
              .filter(status -> status.state() == ProcessState.RUNNING)
              .isPresent()
          ? 0
          : 1;
    }
  }

  @Command(description = "Prints everything as JSON, for jq.")
  int export() {
    try (ProcessManager pm = world.open()) {
      world.out().println(Json.text(Report.export(pm, world.home().registry())));
      return 0;
    }
  }

  @Command(description = "Keeps the services of a file alive, in the foreground.")
  int coordinator(@Mixin CoordinatorOptions options) {
    return options.coordinator(world).run(options.file(world.home()));
  }

  @Command(description = "Looks once whether the coordinator is well, and replaces it if not.")
  int watchdog(
      @Mixin CoordinatorOptions options,
      @Option(
              names = "--max-age",
              paramLabel = "TIME",
              defaultValue = "120s",
              description = "how long a coordinator may be silent (${DEFAULT-VALUE})")
          Duration limit) {
    return new Watchdog(world, new Launch(world, options), limit).check();
  }

  @Command(
      name = "with-session",
      description = "Runs a command in a session of its own; all services of that end with it.")
  int withSession(
      @Option(names = "--project", paramLabel = "DIR") Path project,
      @Parameters(arity = "1..*", paramLabel = "COMMAND") List<String> command) {
    return new WithSession(world, world.project(project), command).run();
  }

  @Command(description = "Looks whether all is as it should be.")
  int verify(@Mixin CoordinatorOptions options, @Option(names = "--json") boolean json) {
    List<Verification.Check> checks = new Verification(world, options).all();
    if (json) {
      world.out().println(Json.text(checks));
    } else {
      checks.forEach(world.out()::println);
    }
    return Verification.exitCode(checks);
  }

  @Command(description = "Verifies, and starts what is required.")
  int up(
      @Mixin CoordinatorOptions options,
      @Option(
              names = "--wait",
              paramLabel = "TIME",
              defaultValue = "30s",
              description = "how long required services may take (${DEFAULT-VALUE})")
          Duration patience) {
    return new Up(world, options, patience).run();
  }
}
