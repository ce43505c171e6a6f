package dev.processmanager.examples;

import dev.processmanager.command.Command;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The smallest host: runs two programs side by side until Ctrl+C.
@CommandLine.Command(
    name = "orchestrator",
    description = "Runs two programs side by side until Ctrl+C.")
final class Orchestrator implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  private boolean help;

  @Option(names = "--restart", description = "Restart a program 2 seconds after its end.")
  private boolean restart;

  @Option(names = "--scraper", paramLabel = "COMMAND", description = "The first program.")
  private Optional<String> scraper = Optional.empty();

  @Option(
      names = "--overlay",
      paramLabel = "COMMAND",
      description =
          "The second one, begun when the first has printed something, or after 2 seconds.")
  private Optional<String> overlay = Optional.empty();

  static void main(String[] args) {
    // Not a return: the signal handlers have taken the place of the JVM's own.
    System.exit(new CommandLine(new Orchestrator()).execute(args));
  }

  @Override
  public Integer call() {
    var programs = new SideBySide(restart);
    Signals.register("INT", programs::interrupted);
    Signals.register("TERM", programs::interrupted);
    return programs.run(program("scraper", scraper), program("overlay", overlay)) ? 0 : 1;
  }

  private static Command program(String name, Optional<String> command) {
    return command.map(Command::shell).orElseGet(() -> Worker.command(name));
  }
}
