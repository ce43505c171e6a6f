package dev.processmanager.supervise;

import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.StopPlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One launch that is under way, on a thread of its own, since a launcher is user code. What comes
/// up after it was given up is ended.
final class PendingLaunch {

  private final ProcessSpec spec;
  private final LaunchContext context;
  private final CompletableFuture<Execution> outcome = new CompletableFuture<>();

  PendingLaunch(ProcessSpec spec, int generation, Habitat habitat, Consumer<Line> lines) {
    this.spec = spec;
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
                    spec.ownLog()));
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
      spec.launcher().launch(context).whenComplete(this::finish);
    } catch (RuntimeException | Error failure) {
      outcome.completeExceptionally(failure);
    }
  }

  private void finish(@Nullable Execution execution, @Nullable Throwable failure) {
    if (failure != null) {
      outcome.completeExceptionally(unwrapped(failure));
    } else if (execution != null && !outcome.complete(execution)) {
      execution.stop(StopPlan.immediate());
    }
  }

  static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
