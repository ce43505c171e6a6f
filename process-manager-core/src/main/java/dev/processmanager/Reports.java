package dev.processmanager;

import dev.processmanager.process.Identity;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ProcessStatus;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Many stops as one.
final class Reports {

  private static final long START_NOT_TOLD = -1;

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

  /// All that asked, forced or left somebody.
  static StopReport withoutIdle(Collection<StopReport> reports) {
    return StopReport.of(
        reports.stream()
            .filter(
                report ->
                    !report.asked().isEmpty()
                        || !report.forced().isEmpty()
                        || !report.survivors().isEmpty())
            .toList());
  }

  /// The report of a stop that was given up.
  static StopReport survivor(ProcessStatus status) {
    Identity who =
        status.pid().isPresent()
            ? new Identity.OfProcess(status.pid().getAsLong(), START_NOT_TOLD, "")
            : new Identity.InThisJvm(status.id());
    return new StopReport(List.of(status.id()), List.of(), List.of(), List.of(who));
  }
}
