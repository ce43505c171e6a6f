package dev.processmanager.command;

import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Opens what a run's output goes to.
final class Deliveries {

  private Deliveries() {}

  /// On a virtual thread where sinks are to be opened, since that may touch files and user code.
  static CompletableFuture<Delivery> open(CommandOptions options, LaunchContext context) {
    int limit = options.captureLimit.applyAsInt(context);
    List<OutputSink> sinks = new ArrayList<>(options.sinks.using(options.charset));
    sinks.addAll(context.outputs());
    return sinks.isEmpty()
        ? CompletableFuture.completedFuture(new Delivery(limit, List.of()))
        : CompletableFuture.supplyAsync(
            () -> new Delivery(limit, opened(sinks)), Thread::startVirtualThread);
  }

  private static List<OutputSink> opened(List<OutputSink> sinks) {
    var opened = new ArrayList<OutputSink>();
    try {
      for (OutputSink sink : sinks) {
        opened.add(sink.open());
      }
      return opened;
    } catch (IOException | RuntimeException | Error failure) {
      opened.stream().map(OpenSink::new).forEach(OpenSink::end);
      throw new CompletionException(cannotOpen(failure));
    }
  }

  static LaunchException cannotOpen(Throwable failure) {
    return new LaunchException(
        "output", true, "Cannot launch: its output cannot be opened: " + failure, failure);
  }
}
