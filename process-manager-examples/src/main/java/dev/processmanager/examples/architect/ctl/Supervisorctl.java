package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The command line of the supervisor.
@Command(
    name = "supervisorctl",
    mixinStandardHelpOptions = true,
    description = "Asks the supervisor, and tells it what to do.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatusCommand.class,
      StartCommand.class,
      StopCommand.class,
      RestartCommand.class,
      LogsCommand.class,
      HealthCommand.class,
      EventsCommand.class,
      SummaryCommand.class,
      ReloadCommand.class,
      RollingRestartCommand.class,
      VerifyCommand.class,
      SetupCommand.class,
      CompletionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or all is well",
      "1:not done, or not well: a service that was named does not run or is unhealthy, an action"
          + " has failed, verify has found a FAIL",
      "2:the command line is wrong",
      "3:the supervisor is not running",
      "4:there is no such service or group",
      "5:the configuration is missing or wrong",
      "6:the supervisor refuses, or what answers is none"
    })
public final class Supervisorctl implements Runnable {

  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      defaultValue = "supervisor_config.json",
      description = "The supervisor's configuration (default: ${DEFAULT-VALUE}).")
  private Path configuration;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON instead of text for people.")
  private boolean json;

  private Supervisorctl(Terminal terminal) {
    this.terminal = terminal;
  }

  static void main(String[] args) {
    System.exit(run(Terminal.ofThisProcess(), args));
  }

  static int run(Terminal terminal, String... args) {
    int code = commandLine(terminal).execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new Supervisorctl(terminal))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((wrong, _) -> misused(wrong, terminal))
        .setExecutionExceptionHandler((failure, _, _) -> failed(failure, terminal));
  }

  private static int misused(ParameterException wrong, Terminal terminal) {
    terminal.err().println("supervisorctl: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, terminal.err());
    terminal
        .err()
        .println(
            "'" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help' tells more.");
    return ExitCodes.USAGE;
  }

  private static int failed(Exception failure, Terminal terminal) throws Exception {
    if (failure instanceof CtlException told) {
      terminal.err().println("supervisorctl: " + told.getMessage());
      return told.exitCode();
    }
    throw failure;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  Terminal terminal() {
    return terminal;
  }

  Path configuration() {
    return configuration;
  }

  boolean json() {
    return json;
  }

  Api api() {
    return Api.of(Whereabouts.of(configuration));
  }

  /// Prints an answer as it is, or as people like it.
  void show(JsonNode answer, Consumer<JsonNode> forPeople) {
    if (json) {
      terminal.say(Json.pretty(answer));
    } else {
      forPeople.accept(answer);
    }
  }
}
