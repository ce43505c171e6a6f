package dev.processmanager.examples;

import static dev.processmanager.examples.Console.say;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/// The smallest host: runs two programs side by side until Ctrl+C.
///
/// `Orchestrator [--restart] [--scraper=COMMAND] [--overlay=COMMAND]`
final class Orchestrator {

  private static final StopPlan STOP = StopPlan.graceful(ofSeconds(5));
  private static final long STAGE_SECONDS = 2;

  private final boolean restart;
  private final ProcessManager pm;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<StopReport> stopped = new CompletableFuture<>();

  private Orchestrator(boolean restart) {
    this.restart = restart;
    this.pm = ProcessManager.builder().listener(this::report).build();
  }

  static void main(String[] args) {
    List<String> arguments = List.of(args);
    var host = new Orchestrator(arguments.contains("--restart"));
    Signals.register("INT", host::interrupted);
    Signals.register("TERM", host::interrupted);
    boolean clean = host.run(program(arguments, "scraper"), program(arguments, "overlay"));
    // Not a return: the handlers above have taken the place of the JVM's own.
    System.exit(clean ? 0 : 1);
  }

  private boolean run(Command scraper, Command overlay) {
    try (pm) {
      var up = new CompletableFuture<Void>();
      start("scraper", scraper.onLine(_ -> up.complete(null)));
      up.completeOnTimeout(null, STAGE_SECONDS, TimeUnit.SECONDS).join();
      if (!stopping.get()) {
        start("overlay", overlay);
      }
      return awaitEnd();
    } catch (CompletionException failure) {
      if (stopping.get()) {
        return stopped.join().complete();
      }
      say("Cannot start: %s", failure.getCause().getMessage());
      return false;
    } finally {
      say("Shutdown complete");
    }
  }

  private void start(String name, Command command) {
    String prefix = "[" + name.toUpperCase(Locale.ROOT) + "] ";
    ManagedProcess process =
        pm.startCliBackground(
                command.onLine(line -> IO.println(prefix + line.text())), as -> spec(as, name))
            .join();
    ProcessStatus status = process.status();
    status.pid().ifPresent(pid -> say("%s runs as PID %d", name, pid));
  }

  private ProcessSpec spec(ProcessSpec as, String name) {
    RestartPolicy policy =
        RestartPolicy.always().backoff(Backoff.fixed(ofSeconds(STAGE_SECONDS))).unlimited();
    return as.id(name).stop(STOP).restart(restart ? policy : RestartPolicy.never());
  }

  /// Until a signal arrives, or nothing is left to wait for.
  private boolean awaitEnd() {
    var rested = pm.listProcesses().join().stream().map(p -> pm.waitForProcess(p.id())).toList();
    var allAtRest = CompletableFuture.allOf(rested.toArray(CompletableFuture[]::new));
    CompletableFuture.anyOf(allAtRest, stopped).join();
    if (stopping.get()) {
      return stopped.join().complete();
    }
    say("All programs have ended");
    return rested.stream().allMatch(result -> result.join().success());
  }

  /// The first signal asks, the second forces.
  private void interrupted() {
    if (stopping.compareAndSet(false, true)) {
      say("Stopping; once more to force");
      pm.stopAll().thenAccept(stopped::complete);
    } else {
      say("Forcing");
      pm.listProcesses().join().forEach(p -> pm.stopProcess(p.id(), StopPlan.immediate()));
    }
  }

  private void report(ProcessEvent event) {
    switch (event) {
      case ProcessEvent.StateChanged change -> say("%s is %s", change.key(), change.to());
      case ProcessEvent.RunEnded end when !stopping.get() && !end.exit().isSuccess() ->
          say("%s CRASHED: %s", end.key(), end.exit().describe());
      case ProcessEvent.RunEnded end -> say("%s ended: %s", end.key(), end.exit().describe());
      case ProcessEvent.RestartScheduled again ->
          say("%s restarts in %d s", again.key(), again.after().toSeconds());
      case ProcessEvent.HealthChanged _ -> {}
      case ProcessEvent.LimitExceeded _, ProcessEvent.DependenciesAwaited _ -> {}
    }
  }

  private static Command program(List<String> arguments, String name) {
    String option = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> Command.shell(argument.substring(option.length())))
        .findFirst()
        .orElseGet(() -> worker(name));
  }

  private static Command worker(String name) {
    var argv = new ArrayList<String>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-cp", System.getProperty("java.class.path")));
    argv.addAll(List.of(Worker.class.getName(), name));
    return Command.of(argv);
  }
}
