package dev.processmanager.supervise;

import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import java.util.Optional;

/// Everybody who waits for something to become of one process. Belongs to its mailbox.
final class Waits {

  final Waiters<ManagedProcess> starts;
  final Waiters<ManagedProcess> well;
  final Waiters<StopReport> stops;
  final Waiters<Life> ends;

  Waits(Mailbox mailbox) {
    starts = new Waiters<>(mailbox);
    well = new Waiters<>(mailbox);
    stops = new Waiters<>(mailbox);
    ends = new Waiters<>(mailbox);
  }

  void up(ManagedProcess process) {
    starts.complete(process);
  }

  void well(ManagedProcess process) {
    well.complete(process);
  }

  void stopped(StopReport report) {
    stops.complete(report);
  }

  /// It is at rest, so whoever waits for anything else does so in vain.
  void down(Life life, Entry.Key key) {
    inVain(life, key);
    ends.complete(life);
  }

  void inVain(Life life, Entry.Key key) {
    Throwable failure = failure(life, key);
    starts.fail(failure);
    well.fail(failure);
  }

  /// It lives on where nobody here can see its end.
  void left(Entry.Key key) {
    var reason = new ProcessException(key + " lives on without this manager", null);
    starts.fail(reason);
    well.fail(reason);
    ends.fail(reason);
    stopped(StopReport.nothingToDo(key.id()));
  }

  private static Throwable failure(Life life, Entry.Key key) {
    Optional<Throwable> known =
        life.launchFailure.or(() -> life.result.map(result -> new ExitException(result)));
    return known.orElseGet(() -> new ProcessException(key + " is " + life.state, null));
  }
}
