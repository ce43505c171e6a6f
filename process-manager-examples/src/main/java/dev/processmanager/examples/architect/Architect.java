package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.InvalidConfigurationException;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.RegistryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A supervisor: keeps the services of a configuration running, and lets people look and act by
/// HTTP, in a browser and on the command line. In the foreground until Ctrl+C, unless told
/// otherwise.
@Command(
    name = "architect",
    mixinStandardHelpOptions = true,
    version = "architect 0.1.0",
    description = "Keeps the services of a configuration running.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it has done what it was asked for",
      "1:it could not",
      "2:wrong arguments",
      "3:--status, and the supervisor does not run",
      "78:the configuration is wrong"
    },
    subcommands = Convert.class)
final class Architect implements Callable<Integer> {

  private static final int NOT_RUNNING = 3;
  private static final int WRONG_CONFIGURATION = 78;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "supervisor_config.json",
      description = "the configuration; ${DEFAULT-VALUE} by default")
  private Path config = Path.of("supervisor_config.json");

  @ArgGroup private Action action = new Action();

  @Option(names = "--quiet", hidden = true)
  private boolean quiet;

  /// One of them, or none to stay in the foreground.
  private static final class Action {
    @Option(names = "--daemon", description = "starts it in the background")
    private boolean daemon;

    @Option(names = "--stop", description = "stops it, and its services with it")
    private boolean stop;

    @Option(names = "--status", description = "tells whether it runs")
    private boolean status;
  }

  static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Architect())
        .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command.getErr()));
  }

  private static int failed(Exception failure, PrintWriter err) throws Exception {
    err.println("architect: " + message(failure));
    return failure instanceof InvalidConfigurationException ? WRONG_CONFIGURATION : 1;
  }

  private static String message(Exception failure) throws Exception {
    return switch (failure) {
      case NoSuchFileException missing -> "There is no file " + missing.getFile();
      case FileSystemException other ->
          other.getClass().getSimpleName() + ": " + other.getMessage();
      case IOException told -> told.getMessage();
      case InvalidConfigurationException told -> told.getMessage();
      case RegistryException told -> told.getMessage();
      default -> throw failure;
    };
  }

  @Override
  public Integer call() throws Exception {
    Path file = config.toAbsolutePath().normalize();
    var control = new DaemonControl(file, Configuration.whereabouts(file));
    if (action.stop) {
      return stop(control);
    }
    if (action.status) {
      return status(control);
    }
    Configuration configuration = Configuration.read(file);
    return action.daemon ? start(control) : run(file, configuration);
  }

  private static int start(DaemonControl control) throws IOException {
    IO.println("The supervisor runs as PID " + control.start());
    return 0;
  }

  private int run(Path file, Configuration configuration) throws Exception {
    Optional<DaemonFile> self = DaemonFile.claim(configuration.global());
    if (self.isEmpty()) {
      System.err.println("The supervisor runs already");
      return 1;
    }
    DaemonLog log = DaemonLog.open(configuration.global().daemonLog(), quiet);
    try (var daemon = new Daemon(file, configuration, self.get(), log)) {
      log.takeStandardError();
      Signals.register("INT", daemon::ask);
      Signals.register("TERM", daemon::ask);
      Signals.register("HUP", daemon::reload);
      daemon.run();
    }
    return 0;
  }

  private static int stop(DaemonControl control) throws IOException {
    Optional<StopReport> stopped = control.stop();
    IO.println(stopped.isPresent() ? "The supervisor is stopped" : "The supervisor does not run");
    return stopped.isEmpty() || stopped.get().complete() ? 0 : 1;
  }

  private static int status(DaemonControl control) throws IOException {
    OptionalLong pid = control.running();
    IO.println(
        pid.isPresent()
            ? "The supervisor runs as PID " + pid.getAsLong()
            : "The supervisor does not run");
    return pid.isPresent() ? 0 : NOT_RUNNING;
  }
}
