package dev.processmanager.examples;

import static dev.processmanager.examples.Console.say;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.Exit;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Help.Ansi;

/// Two programs, from the start of the first to the end of both, and what is told about them.
final class SideBySide {

  private static final StopPlan STOP = StopPlan.graceful(ofSeconds(5));
  private static final long STAGE_SECONDS = 2;

  private final boolean restart;
  private final RunTally tally = new RunTally();
  private final ProcessManager pm = ProcessManager.builder().listener(this::report).build();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<StopReport> stopped = new CompletableFuture<>();

  /// @param restart whether a program that has ended is started again
  SideBySide(boolean restart) {
    this.restart = restart;
  }

  /// {@return whether all went well, once both have ended}
  boolean run(Command scraper, Command overlay) {
    try (pm) {
      boolean clean = haveEndedWell(scraper, overlay);
      pm.stopAll().join();
      summarise();
      return clean;
    } finally {
      say("Shutdown complete");
    }
  }

  private boolean haveEndedWell(Command scraper, Command overlay) {
    try {
      var up = new CompletableFuture<Void>();
      start("scraper", "cyan", scraper.onLine(_ -> up.complete(null)));
      up.completeOnTimeout(null, STAGE_SECONDS, TimeUnit.SECONDS).join();
      if (!stopping.get()) {
        start("overlay", "magenta", overlay);
      }
      return awaitEnd();
    } catch (CompletionException failure) {
      if (stopping.get()) {
        return stopped.join().complete();
      }
      say("Cannot start: %s", failure.getCause().getMessage());
      return false;
    }
  }

  private void start(String name, String colour, Command command) {
    String title = "[" + name.toUpperCase(Locale.ROOT) + "]";
    String prefix = Ansi.AUTO.string("@|" + colour + " " + title + "|@ ");
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
    return stopping.get()
        ? stopped.join().complete()
        : rested.stream().allMatch(result -> result.join().success());
  }

  private void summarise() {
    Table table = Table.of("PROGRAM", "STATE", "EXIT", "RUNS", "RESTARTS", "UPTIME");
    for (ProcessStatus p : pm.listProcesses().join()) {
      String exit = p.exit().map(Exit::describe).orElse("-");
      table.row(p.id(), p.state(), exit, p.generation(), p.restarts(), Words.of(tally.uptime(p)));
    }
    say("All programs have ended");
    say(table);
  }

  /// The first signal asks, the second forces.
  void interrupted() {
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
    tally.add(event);
  }
}
