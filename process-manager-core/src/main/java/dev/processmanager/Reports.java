package dev.processmanager;

import dev.processmanager.process.StopReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Many stops as one.
final class Reports {

  private Reports() {}

  static CompletableFuture<StopReport> joined(List<CompletableFuture<StopReport>> stops) {
    return CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
        .handle((_, _) -> soFar(stops));
  }

  /// The reports of those stops that are complete.
  static StopReport soFar(List<CompletableFuture<StopReport>> stops) {
    return StopReport.of(
        stops.stream()
            .filter(stop -> stop.isDone() && !stop.isCompletedExceptionally())
            .map(CompletableFuture::join)
            .toList());
  }
}
