package dev.processmanager.supervise;

import dev.processmanager.output.Output;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.time.Timer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What belongs to the incarnation of the moment: its launch, its execution, its checks. Their news
/// comes back as inputs with its generation. Fields without `volatile` belong to the mailbox.
final class CurrentRun {

  private static final int OUTPUT_LINES = 1_000;

  private final Desk desk;
  private final CurrentState state;
  private final Habitat habitat;
  private volatile Output.Recorder output;
  private Optional<Path> logFile;
  private final Texts texts = new Texts();
  private final HealthHistory history = new HealthHistory();
  private volatile @Nullable Execution execution;
  private volatile @Nullable RunUnderCheck underCheck;
  private volatile @Nullable Checks checks;
  private @Nullable PendingLaunch launching;

  CurrentRun(Desk desk) {
    this.desk = desk;
    this.state = desk.state();
    this.habitat = desk.habitat();
    this.logFile = spec().logFile();
    this.output = Output.recorder(OUTPUT_LINES, logFile);
  }

  /// @param launcher launches it, or attaches to what runs already
  void launch(
      int generation,
      Function<LaunchContext, CompletableFuture<Execution>> launcher,
      Registration registration) {
    if (!logFile.equals(spec().logFile())) {
      logFile = spec().logFile();
      output = Output.recorder(OUTPUT_LINES, logFile);
    }
    var watch = new LineWatch(spec().watchedLines());
    var pending =
        new PendingLaunch(
            spec(), launcher, generation, habitat, registration, output.andThen(watch));
    launching = pending;
    pending
        .begin(desk.mailbox())
        .whenComplete(
            (launched, failure) -> {
              if (failure != null) {
                desk.post(new Input.LaunchFailed(generation, ProcessException.unwrapped(failure)));
              } else {
                desk.mailbox().post(() -> launched(generation, launched, watch));
              }
            });
  }

  private void launched(int generation, Execution launched, LineWatch lines) {
    if (state.isRetired()) {
      launched.leave();
      return;
    }
    execution = launched;
    underCheck = new RunUnderCheck(spec().id(), generation, launched, habitat, lines);
    ResourceLimits limits = spec().limits();
    var watch = new ResourceWatch(limits, launched, generation, habitat.time(), desk::post);
    watch.begin();
    desk.take(new Input.Launched(generation, launched.identity()));
    launched
        .exit()
        .whenComplete(
            (_, _) -> {
              watch.end();
              desk.post(new Input.MainEnded(generation));
            });
    launched
        .result()
        .whenComplete(
            (result, failure) ->
                desk.post(
                    new Input.RunEnded(
                        generation, failure == null ? result : state.portrait().broken(failure))));
  }

  /// Attaches to what runs already, and has printed what its log has.
  void adopt(int generation, Entry entry, Fingerprint process, Registration registration) {
    output = Output.continued(OUTPUT_LINES, logFile);
    launch(generation, context -> habitat.machine().adopt(entry, process, context), registration);
  }

  /// What does not come up while it is being stopped is given up at the end of the plan.
  void limitLaunch(StopPlan plan) {
    PendingLaunch pending = launching;
    if (pending != null) {
      Timer limit = habitat.time().after(plan.killWait(), pending::giveUp);
      pending.outcome().whenComplete((_, _) -> limit.cancel());
    }
  }

  void end(int generation, StopPlan plan) {
    Execution running = execution;
    if (running != null) {
      running.stop(plan).thenAccept(report -> desk.post(new Input.StopDone(generation, report)));
    }
  }

  void beginChecks() {
    RunUnderCheck context = underCheck;
    if (context != null) {
      var begun = new Checks(spec().checks(), context, history, desk::post);
      checks = begun;
      begun.begin();
    }
  }

  void endChecks() {
    Checks begun = checks;
    if (begun != null) {
      begun.end();
    }
  }

  /// It lives on without this manager.
  void leave() {
    endChecks();
    Execution running = execution;
    if (running != null) {
      running.leave();
    }
  }

  CompletableFuture<Boolean> signal(Signal signal) {
    Execution running = execution;
    return running == null
        ? CompletableFuture.completedFuture(false)
        : CompletableFuture.supplyAsync(() -> running.signal(signal), Thread::startVirtualThread);
  }

  OutputStream stdin() {
    Execution running = execution;
    return running == null ? Texts.refused() : running.stdin();
  }

  InputStream stdout() {
    Execution running = execution;
    return running == null ? InputStream.nullInputStream() : running.stdout();
  }

  CompletableFuture<Boolean> sendInput(String text) {
    Execution running = execution;
    return running == null ? CompletableFuture.completedFuture(false) : texts.send(running, text);
  }

  void beat() {
    RunUnderCheck run = underCheck;
    if (run != null) {
      run.beat();
    }
  }

  Optional<Instant> lastHealthCheck() {
    Checks begun = checks;
    return begun == null ? Optional.empty() : begun.lastAnswer();
  }

  ResourceUsage usage(Function<Execution, ResourceUsage> look) {
    Execution running = execution;
    return running == null ? ResourceUsage.unknown() : look.apply(running);
  }

  List<HealthRecord> healthHistory() {
    return history.records();
  }

  Output output() {
    return output;
  }

  private ProcessSpec spec() {
    return state.spec();
  }
}
