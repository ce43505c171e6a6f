package dev.processmanager.supervise;

import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One launch that is under way, on a thread of its own, since a launcher is user code. What comes
/// up after it was given up is ended.
final class PendingLaunch {

  private final ProcessSpec spec;
  private final Function<LaunchContext, CompletableFuture<Execution>> launcher;
  private final LaunchContext context;
  private final CompletableFuture<Execution> outcome = new CompletableFuture<>();

  /// @param launcher launches it, or attaches to what runs already
  /// @param registration knows the mark of the run, and where its end is to be written down
  /// @param lines hears of what it prints
  PendingLaunch(
      ProcessSpec spec,
      Function<LaunchContext, CompletableFuture<Execution>> launcher,
      int generation,
      Habitat habitat,
      Registration registration,
      Consumer<Line> lines) {
    this.spec = spec;
    this.launcher = launcher;
    var tail = OutputSink.lines(StandardCharsets.UTF_8, lines);
    List<OutputSink> sinks = Stream.concat(spec.sinks().stream(), Stream.of(tail)).toList();
    this.context =
        habitat
            .contexts()
            .apply(
                new RunContext(
                    spec.id(),
                    generation,
                    habitat.time(),
                    sinks,
                    spec.isDetached(),
                    spec.ownLog(),
                    registration.environment(),
                    registration.exitFile()));
  }

  CompletableFuture<Execution> begin(Mailbox mailbox) {
    mailbox.elsewhere("launch", this::launch);
    return outcome;
  }

  CompletableFuture<Execution> outcome() {
    return outcome;
  }

  void giveUp() {
    outcome.completeExceptionally(
        new LaunchException(spec.id(), false, "Launch of " + spec.id() + " was given up", null));
  }

  private void launch() {
    try {
      launcher.apply(context).whenComplete(this::finish);
    } catch (RuntimeException | Error failure) {
      outcome.completeExceptionally(failure);
    }
  }

  private void finish(@Nullable Execution execution, @Nullable Throwable failure) {
    if (failure != null) {
      outcome.completeExceptionally(ProcessException.unwrapped(failure));
    } else if (execution != null && !outcome.complete(execution)) {
      execution.stop(StopPlan.immediate());
    }
  }
}
