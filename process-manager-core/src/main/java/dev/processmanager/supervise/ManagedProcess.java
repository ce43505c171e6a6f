package dev.processmanager.supervise;

import dev.processmanager.output.Output;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A background process that is looked after: one handle over all its incarnations, which come from
/// restarts. Safe for use by many threads. No method waits; reading and writing its streams does.
///
/// ```java
/// ManagedProcess web = pm.startCliBackground(Command.of("./web"), as -> as.id("web")).join();
/// web.whenHealthy().join();
/// IO.println(web.status().describe()); // web[RUNNING pid=4711 gen=1]
/// web.exit().thenAccept(exit -> IO.println("web is at rest: " + exit.describe()));
/// web.stop().join();
/// ```
///
/// Futures are the caller's own copies: cancelling one stops nothing. They fail with a
/// `ProcessException` where nobody here can tell any more: the process lives on without this
/// manager, or another host has taken it over.
public sealed interface ManagedProcess permits Handle {

  /// {@return its id, which is unique within its scope}
  String id();

  /// {@return what is known about it now}
  ProcessStatus status();

  /// {@return how it is defined; an update is there at once and holds from its next launch on}
  ProcessSpec spec();

  /// {@return its process id; empty while none runs, and for a task on a virtual thread}
  OptionalLong pid();

  /// {@return a future that completes when it is at rest, with how it last ended: no restart is
  /// to come}
  CompletableFuture<Exit> exit();

  /// {@return a future that completes when it is at rest, with what its last run gave; whether
  /// that is a success says [ProcessResult#success()]}
  CompletableFuture<ProcessResult> result();

  /// {@return a future that completes when its checks pass; exceptionally with `ExitException` or
  /// the launch's failure if it comes to rest before. Without checks it completes once it runs}
  CompletableFuture<ManagedProcess> whenHealthy();

  /// {@return the last 20 answers of its health checks, all incarnations in order, oldest first;
  /// empty without checks}
  List<HealthRecord> healthHistory();

  /// Notes a heartbeat of its present incarnation, for `Probe.heartbeat`. Never blocks.
  ///
  /// @return whether something runs whose heartbeat this can be
  boolean refreshHealth();

  /// Starts it if it is at rest, with a fresh restart budget; joins a start that is under way.
  ///
  /// @return completes when it runs and, if it has a startup check, has passed that; exceptionally
  ///     with `ExitException` or the launch's failure if it comes to rest before, or with
  ///     [IllegalStateException] if the manager is closed
  CompletableFuture<ManagedProcess> start();

  /// Stops it as its specification says; see [#stop(StopPlan)].
  ///
  /// @return completes when it is at rest, or has survived
  CompletableFuture<StopReport> stop();

  /// Stops it and keeps it stopped. Wins over restarts, waits and checks; stopping twice joins the
  /// same stop, which it may make more urgent, and stopping what is at rest succeeds.
  ///
  /// @param plan how
  /// @return completes when it is at rest, or has survived the force: then the report names the
  ///     survivors, and its state is `UNKNOWN`
  CompletableFuture<StopReport> stop(StopPlan plan);

  /// Stops it by force, as [StopPlan#immediate()]; brings force forward in a stop that is under
  /// way.
  ///
  /// @return completes when it is at rest, or has survived
  CompletableFuture<StopReport> stopNow();

  /// Stops it, if it runs, and starts it again with a fresh restart budget.
  ///
  /// @return completes when it runs again; exceptionally as of [#start()]
  CompletableFuture<ManagedProcess> restart();

  /// Sends a signal to its main process.
  ///
  /// @param signal the signal
  /// @return completes with whether it was sent; false while nothing runs
  CompletableFuture<Boolean> signal(Signal signal);

  /// Writes a text, as UTF-8, to the standard input of its present incarnation, after all texts
  /// that were sent before.
  ///
  /// @param text the text; a line needs its `\n`
  /// @return completes, once it is on its way, with true; with false if nothing runs or it reads
  ///     nothing from its host
  CompletableFuture<Boolean> sendInput(String text);

  /// {@return the standard input of its present incarnation, if that was started as
  /// `interactive()`; otherwise, and while nothing runs, a stream that refuses}
  ///
  /// Writing blocks while the process does not read; a virtual thread may do so without holding a
  /// carrier. It fails with an `IOException` that says how the process ended once it has. Closing
  /// the stream is the process's end of file.
  OutputStream stdin();

  /// {@return the standard output of its present incarnation, if that was started as
  /// `interactive()`; otherwise, and while nothing runs, a stream at its end}
  ///
  /// Reading blocks until something comes; a virtual thread may do so without holding a carrier. At
  /// the end of the process comes the end of file. From the first call on, who does not read holds
  /// the process back; what was printed before that call is there up to 256 KiB. Log files, sinks
  /// and [#output()] get everything, too; standard error goes to them alone.
  InputStream stdout();

  /// {@return what its present incarnation uses by itself, as read now; after its end, what its
  /// last one has used}
  ///
  /// Reading takes the fraction of a millisecond.
  ResourceUsage usage();

  /// {@return what its present incarnation and everything that came from it use together, as read
  /// now}
  ///
  /// Reading looks through the processes of the machine.
  ResourceUsage treeUsage();

  /// {@return its recent output, all incarnations in order: the last 1,000 lines or 262,144
  /// characters, and what is in its log file}
  ///
  /// ```java
  /// web.output().tail(20).forEach(line -> IO.println(line.text()));
  /// Subscription following = web.output().follow(line -> IO.println(line.text()));
  /// ```
  Output output();
}
