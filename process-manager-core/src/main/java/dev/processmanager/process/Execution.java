package dev.processmanager.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// One incarnation: something that was launched, ends exactly once, and can be asked, then forced,
/// to end. Safe for use by many threads.
///
/// Futures returned here are the caller's own: cancelling them touches nothing.
public interface Execution {

  /// {@return who it is; stays the same after its end}
  Identity identity();

  /// {@return a future that completes when the main process or function has ended; never
  /// exceptionally}
  CompletableFuture<Exit> exit();

  /// {@return a future that completes when it has ended and its output was taken; never
  /// exceptionally}
  ///
  /// @implSpec an output that somebody else holds open delays this by at most a second
  CompletableFuture<ProcessResult> result();

  /// Asks, then forces it to end. A second stop joins the first; if its plan is more urgent, force
  /// comes that much sooner.
  ///
  /// @param plan how
  /// @return completes with what it took, within grace and kill wait of the plan; never
  ///     exceptionally
  CompletableFuture<StopReport> stop(StopPlan plan);

  /// Sends a signal to the main process.
  ///
  /// @param signal the signal
  /// @return whether it was sent; false if it has ended, this kind knows no signals or the engine
  ///     cannot send this one
  boolean signal(Signal signal);

  /// {@return whether it has not ended and, where the system can tell, is neither a zombie nor
  /// stopped by a signal}
  boolean isAlive();

  /// The host goes, and a detached process stays: nothing of it is served or watched any more. Does
  /// nothing to others.
  default void leave() {}

  /// {@return what it reads; one that reads nothing from its host has a stream that refuses}
  ///
  /// Writing blocks while the process does not read, holds no carrier of a virtual thread, and
  /// fails once it has ended. Closing it is its end of file.
  default OutputStream stdin() {
    return Unread.STREAM;
  }

  /// {@return what it prints; one that prints nothing for its host has a stream that is at its end}
  ///
  /// Reading blocks until something comes, holds no carrier of a virtual thread, and gives the end
  /// of file when the process has ended.
  default InputStream stdout() {
    return InputStream.nullInputStream();
  }

  /// {@return what to tell those who wait for what it gives, now that it has ended otherwise; by
  /// default a [ProcessTimeoutException] or an [ExitException]}
  ///
  /// @param result what it gave until then
  /// @param report what stopping it took, if it was stopped
  default ProcessException failure(ProcessResult result, StopReport report) {
    return result.ending() == Ending.TIMED_OUT
        ? new ProcessTimeoutException(result, report)
        : new ExitException(result);
  }

  /// {@return when it last told by itself that it is well, on the monotonic clock of its launch
  /// context; empty if it never did}
  default OptionalLong lastHeartbeat() {
    return OptionalLong.empty();
  }

  /// {@return what it uses now, by itself; after its end, what it has used}
  ///
  /// It is read when this is called, which takes the fraction of a millisecond.
  default ResourceUsage usage() {
    return ResourceUsage.unknown();
  }

  /// {@return what it and everything that came from it use together now}
  default ResourceUsage treeUsage() {
    return usage();
  }
}
