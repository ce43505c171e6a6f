package dev.processmanager.supervise;

import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Everybody who waits for something to become of one process. Belongs to its mailbox.
final class Waits {

  final Waiters<ManagedProcess> starts;
  final Waiters<ManagedProcess> well;
  final Waiters<StopReport> stops;
  final Waiters<Life> ends;

  private final Entry.Key key;

  Waits(Entry.Key key, Mailbox mailbox) {
    this.key = key;
    starts = new Waiters<>(mailbox);
    well = new Waiters<>(mailbox);
    stops = new Waiters<>(mailbox);
    ends = new Waiters<>(mailbox);
  }

  /// It runs, even if only for so short a time that it has ended before others can see that.
  ///
  /// @param noted completes when others can see it
  void up(ManagedProcess process, CompletableFuture<Void> noted) {
    starts.completeAfter(noted, process);
  }

  void well(ManagedProcess process) {
    well.complete(process);
  }

  void stopped(StopReport report) {
    stops.complete(report);
  }

  /// It is at rest, so whoever waits for anything else does so in vain.
  void down(Life life) {
    inVain(life);
    ends.complete(life);
  }

  void inVain(Life life) {
    Throwable failure = failure(life);
    starts.fail(failure);
    well.fail(failure);
  }

  /// It lives on where nobody here can see its end.
  void left() {
    fail(new ProcessException(key + " lives on without this manager", null));
    stopped(StopReport.nothingToDo(key.id()));
  }

  /// Somebody else looks after it, and has to be asked.
  void lost() {
    var reason = new ProcessException("Another host looks after " + key, null);
    fail(reason);
    stops.fail(reason);
  }

  private void fail(ProcessException reason) {
    starts.fail(reason);
    well.fail(reason);
    ends.fail(reason);
  }

  private Throwable failure(Life life) {
    Optional<Throwable> known =
        life.launchFailure.or(() -> life.result.map(result -> new ExitException(result)));
    return known.orElseGet(() -> new ProcessException(key + " is " + life.state, null));
  }
}
