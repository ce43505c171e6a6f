package dev.processmanager.process;

import java.io.Serial;

/// A run reached its time limit, or was silent for longer than it may, and was stopped.
public class ProcessTimeoutException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the run gave until then.
  private final transient ProcessResult result;

  /// What stopping it took.
  private final transient StopReport report;

  /// Makes an exception.
  ///
  /// @param result what the run gave until then
  /// @param report what stopping it took
  public ProcessTimeoutException(ProcessResult result, StopReport report) {
    this(result, report, "");
  }

  /// Makes an exception.
  ///
  /// @param result what the run gave until then
  /// @param report what stopping it took
  /// @param details what its message goes on with, may be empty
  protected ProcessTimeoutException(ProcessResult result, StopReport report, String details) {
    super(
        "%s: %s after %.2f s%s%s"
            .formatted(
                result.description(),
                result.describe(),
                result.duration().toNanos() / 1e9,
                report.complete() ? "" : ", survivors " + report.survivors(),
                details),
        null);
    this.result = result;
    this.report = report;
  }

  /// {@return what the run gave until then}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public ProcessResult result() {
    return result;
  }

  /// {@return what stopping it took}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public StopReport report() {
    return report;
  }
}
