package dev.processmanager.command;

import dev.processmanager.os.Goodbye;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What asks a process to end before any signal does: a text that it reads, something that is run.
///
/// @param run the run that is to end
/// @param pid its main process
/// @param stdin where the text goes
record StopRequest(LaunchContext run, long pid, OutputStream stdin) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");

  /// What a plan's action is told: it is not a part of the run that it ends.
  private record ActionContext(LaunchContext run, long pid, Optional<Duration> timeLimit)
      implements LaunchContext {

    @Override
    public String id() {
      return run.id() + "-stop";
    }

    @Override
    public int generation() {
      return run.generation();
    }

    @Override
    public TimeSource time() {
      return run.time();
    }

    @Override
    public Map<String, String> environment() {
      var marks = new HashMap<String, String>();
      run.environment().forEach((name, mark) -> marks.put(name, mark + "-stop"));
      marks.put("MAINPID", Long.toString(pid));
      return marks;
    }

    /// The engine alone: nothing of the run that is to end is for what ends it.
    @Override
    public <T> Optional<T> service(Class<T> type) {
      return type == Spawner.class ? run.service(type) : Optional.empty();
    }
  }

  /// Begins to ask, if the plan says how. What it runs ends within half of the grace.
  ///
  /// @return completes with whether that worked; empty if there is nothing but a signal
  Optional<CompletableFuture<Boolean>> begin(StopPlan plan) {
    if (plan.stdin().isEmpty() && plan.action().isEmpty()) {
      return run.service(Goodbye.class).map(goodbye -> goodbye.ask(plan));
    }
    return Optional.of(
        CompletableFuture.supplyAsync(
                () -> plan.stdin().map(this::write).orElse(true), Thread::startVirtualThread)
            .thenCompose(
                written ->
                    plan.action()
                        .map(action -> act(action, plan.grace().dividedBy(2)))
                        .orElseGet(() -> CompletableFuture.completedFuture(written)))
            .exceptionally(this::failed));
  }

  private boolean write(String text) {
    try {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
      stdin.flush();
      return true;
    } catch (IOException notRead) {
      LOG.warn("{} cannot be asked to end by its input", run.id(), notRead);
      return false;
    }
  }

  private CompletableFuture<Boolean> act(Launcher action, Duration limit) {
    return action
        .launch(new ActionContext(run, pid, Optional.of(limit)))
        .thenCompose(Execution::result)
        .thenApply(result -> judged(action, result));
  }

  private boolean judged(Launcher action, ProcessResult result) {
    if (!result.success()) {
      LOG.warn(
          "The action that was to stop {} failed: {}: {}: {}",
          run.id(),
          action.description(),
          result.describe(),
          result.stderr());
    }
    return result.success();
  }

  private boolean failed(Throwable failure) {
    LOG.warn("The action that was to stop {} failed", run.id(), failure);
    return false;
  }
}
