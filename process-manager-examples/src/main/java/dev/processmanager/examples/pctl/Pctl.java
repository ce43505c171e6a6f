package dev.processmanager.examples.pctl;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.Words;
import dev.processmanager.process.ProcessResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A command-line tool whose background work outlives it. See `docs/hosts.md`.
@Command(
    name = "pctl",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    version = "pctl 0.1.0",
    description = "Streams logs to an HTTP endpoint, in the background.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ElkCommand.class, CommandLine.HelpCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the reason is on standard error",
      "2:the command line is wrong",
      "3:the streamer does not run"
    })
final class Pctl {

  static final int NOT_RUNNING = 3;

  private final Home home;

  private Pctl(Home home) {
    this.home = home;
  }

  static void main(String[] args) {
    System.exit(commandLine(Home.find()).execute(args));
  }

  static CommandLine commandLine(Home home) {
    return new CommandLine(new Pctl(home))
        .setExecutionExceptionHandler(
            (failure, line, _) -> {
              line.getErr().println("pctl: " + Words.of(failure));
              return 1;
            });
  }

  Home home() {
    return home;
  }

  /// {@return a manager that knows all streamers of this user}
  ProcessManager open() {
    return ProcessManager.builder().registryFile(home.registry()).build();
  }

  @Command(name = "ps", description = "Lists the containers of docker, those at rest included.")
  int ps(@Option(names = "--json", description = "One JSON object a line.") boolean json) {
    try (ProcessManager pm = ProcessManager.create()) {
      String[] options = json ? new String[] {"--format", "{{json .}}"} : new String[0];
      ProcessResult result = new Docker(pm).containers(options);
      IO.print(result.stdout());
      System.err.print(result.stderr());
      return result.success() ? 0 : 1;
    }
  }
}
