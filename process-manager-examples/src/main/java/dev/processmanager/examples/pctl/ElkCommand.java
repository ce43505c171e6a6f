package dev.processmanager.examples.pctl;

import dev.processmanager.ProcessManager;
import dev.processmanager.output.Output;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `pctl elk …`: everything about streamers.
@Command(
    name = "elk",
    description = "Streamers: each follows a log and posts its lines to an HTTP endpoint.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = CommandLine.HelpCommand.class)
final class ElkCommand {

  @ParentCommand private Pctl pctl;
  @Spec private CommandSpec spec;

  /// What a command does with the streamers.
  private interface Action {
    int on(Streamers streamers) throws IOException;
  }

  @Command(
      description =
          "Starts a streamer that lives on when this ends; one that runs is left as it is.")
  int start(
      @Parameters(paramLabel = "PROFILE", description = "Its name.") String name,
      @Option(names = "--file", description = "The log; remembered.") Optional<Path> file,
      @Option(names = "--to", paramLabel = "URL", description = "The endpoint; remembered.")
          Optional<URI> to,
      @Option(names = "--json", description = "Tell it in JSON.") boolean json)
      throws IOException {
    return with(
        name,
        streamers -> {
          Optional<ProcessStatus> running = streamers.status(name).filter(Streamers::runs);
          boolean saysMore = file.isPresent() || to.isPresent();
          if (running.isEmpty()) {
            streamers.start(name, profile(streamers, name, file, to));
          } else if (saysMore) {
            profile(streamers, name, file, to);
          }
          StreamerView view = StreamerView.of(name, streamers);
          if (!view.runs()) {
            throw new PctlException(
                Streamers.id(name) + " has ended at once; see pctl elk logs " + name);
          }
          String how = running.isEmpty() ? "runs as" : "runs already, as";
          Object pid = view.asMap().get("pid");
          print(json, view, "%s %s PID %s".formatted(Streamers.id(name), how, pid));
          return 0;
        });
  }

  private Profile profile(Streamers streamers, String name, Optional<Path> file, Optional<URI> to)
      throws IOException {
    try {
      return new Profiles(streamers.home()).with(name, file, to);
    } catch (IllegalArgumentException nonsense) {
      throw new ParameterException(spec.commandLine(), nonsense.getMessage());
    }
  }

  private static void print(boolean json, StreamerView view, String text) {
    IO.println(json ? Json.pretty(view.asMap()) : text);
  }

  @Command(description = "Stops a streamer once the batch that is under way is posted.")
  int stop(
      @Parameters(paramLabel = "PROFILE", description = "Its name.") String name,
      @Option(names = "--json", description = "Tell it in JSON.") boolean json)
      throws IOException {
    return with(
        name,
        streamers -> {
          boolean ran = Streamers.runs(known(streamers, name));
          StopReport report = streamers.pm().stopProcess(Streamers.id(name)).join();
          StreamerView view = StreamerView.of(name, streamers);
          if (!report.complete()) {
            throw new PctlException(Streamers.id(name) + " cannot be ended: " + report.survivors());
          }
          print(json, view, Streamers.id(name) + (ran ? " is stopped" : " did not run"));
          return 0;
        });
  }

  @Command(description = "Tells how a streamer is; exit code 3 if it does not run.")
  int status(
      @Parameters(paramLabel = "PROFILE", description = "Its name.") String name,
      @Option(names = "--json", description = "Tell it in JSON.") boolean json)
      throws IOException {
    return with(
        name,
        streamers -> {
          StreamerView view = StreamerView.of(name, streamers);
          print(json, view, String.join("\n", StreamerView.table(List.of(view)).lines()));
          return view.runs() ? 0 : Pctl.NOT_RUNNING;
        });
  }

  @Command(description = "Lists all streamers and profiles.")
  int list(@Option(names = "--json", description = "Tell it in JSON.") boolean json)
      throws IOException {
    return with(
        streamers -> {
          SortedSet<String> names = new TreeSet<>(new Profiles(streamers.home()).names());
          streamers.all().forEach(status -> names.add(Streamers.name(status.id())));
          var views = new ArrayList<StreamerView>();
          for (String name : names) {
            views.add(StreamerView.of(name, streamers));
          }
          if (json) {
            IO.println(Json.pretty(views.stream().map(StreamerView::asMap).toList()));
          } else {
            StreamerView.table(views).lines().forEach(IO::println);
          }
          return 0;
        });
  }

  @Command(description = "Shows what a streamer tells about itself.")
  int logs(
      @Parameters(paramLabel = "PROFILE", description = "Its name.") String name,
      @Option(
              names = {"-f", "--follow"},
              description = "Go on until it has ended.")
          boolean follow,
      @Option(
              names = {"-n", "--lines"},
              defaultValue = "20",
              description = "How many lines to begin with.")
          int lines)
      throws IOException {
    return with(
        name,
        streamers -> {
          ProcessStatus status = known(streamers, name);
          Path log =
              status
                  .logFile()
                  .orElseThrow(
                      () -> new PctlException("It is not known where " + status.id() + " logs"));
          Optional<ManagedProcess> running =
              follow ? streamers.pm().getHandle(status.id()).join() : Optional.empty();
          if (running.isPresent()) {
            new LogFollowing(running.get()).untilItsEnd(lines);
            return 0;
          }
          Output.continued(1, Optional.of(log))
              .tail(lines)
              .forEach(line -> IO.println(line.text()));
          return follow ? Pctl.NOT_RUNNING : 0;
        });
  }

  @Command(
      description =
          "Forgets streamers that have ended; how far their logs were streamed stays known.")
  int cleanup(@Option(names = "--json", description = "Tell it in JSON.") boolean json)
      throws IOException {
    return with(
        streamers -> {
          int forgotten = streamers.pm().cleanupDeadProcesses().join();
          IO.println(
              json ? Json.pretty(Map.of("forgotten", forgotten)) : "Forgotten: " + forgotten);
          return 0;
        });
  }

  private ProcessStatus known(Streamers streamers, String name) {
    return streamers
        .status(name)
        .orElseThrow(() -> new PctlException("there is no " + Streamers.id(name)));
  }

  private int with(String name, Action action) throws IOException {
    if (!Profiles.isName(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "a profile has letters, digits, \".\", \"_\" and \"-\"; not \"" + name + "\"");
    }
    return with(action);
  }

  private int with(Action action) throws IOException {
    try (ProcessManager pm = pctl.open()) {
      var streamers = new Streamers(pctl.home(), pm);
      new OldStreamers(pctl.home(), streamers).takeOver().forEach(System.err::println);
      return action.on(streamers);
    }
  }
}
