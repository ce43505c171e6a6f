package dev.processmanager.supervise;

import dev.processmanager.output.Output;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A background process that is looked after: one handle over all its incarnations. Safe for use by
/// many threads.
///
/// Futures are the caller's own copies: cancelling one stops nothing.
public sealed interface ManagedProcess permits Supervisor {

  /// {@return its id}
  String id();

  /// {@return what is known about it now}
  ProcessStatus status();

  /// {@return its process id, while one runs}
  OptionalLong pid();

  /// {@return completes when it is at rest: ended, with no restart to come}
  CompletableFuture<Exit> exit();

  /// {@return completes when it is at rest, with what its last run gave}
  CompletableFuture<ProcessResult> result();

  /// {@return completes when its checks pass; exceptionally with `ExitException` or the launch's
  /// failure if it comes to rest before. Without checks it completes once it runs}
  CompletableFuture<ManagedProcess> whenHealthy();

  /// Starts it if it is at rest, with a fresh restart budget; joins a start that is under way.
  ///
  /// @return completes when it runs; exceptionally if it comes to rest before
  CompletableFuture<ManagedProcess> start();

  /// Stops it in its own way; see [#stop(StopPlan)].
  ///
  /// @return completes when it is at rest
  CompletableFuture<StopReport> stop();

  /// Stops it and keeps it stopped. Wins over restarts, waits and checks; stopping twice joins the
  /// same stop, and stopping what is at rest succeeds.
  ///
  /// @param plan how
  /// @return completes when it is at rest
  CompletableFuture<StopReport> stop(StopPlan plan);

  /// Stops it by force; brings force forward in a stop that is under way.
  ///
  /// @return completes when it is at rest
  CompletableFuture<StopReport> stopNow();

  /// Stops it, if it runs, and starts it again with a fresh restart budget.
  ///
  /// @return completes when it runs again; exceptionally if it comes to rest before
  CompletableFuture<ManagedProcess> restart();

  /// Sends a signal to its main process.
  ///
  /// @param signal the signal
  /// @return completes with whether it was sent; false while nothing runs
  CompletableFuture<Boolean> signal(Signal signal);

  /// {@return its recent output, all incarnations in order}
  Output output();
}
