package dev.processmanager.examples.architect;

import java.time.Instant;
import java.util.List;

/// The health of one service and what its last checks have said, the newest first.
public record HealthReport(String service, String health, List<Check> checks) {

  /// @param outcome `pass`, `fail` or `inconclusive`
  public record Check(Instant at, String outcome, String message, double responseTimeMs) {}
}
