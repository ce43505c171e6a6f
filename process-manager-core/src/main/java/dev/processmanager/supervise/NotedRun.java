package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.registry.Entry;
import java.util.Map;
import java.util.Optional;

/// Who runs, as it is to be written down: first the mark of the run alone, then its process. Where
/// nobody else reads that, nobody has to be told from a stranger. Belongs to the mailbox.
final class NotedRun {

  private final Entry.Key key;
  private final Machine machine;
  private final boolean isShared;
  private Optional<Entry.Run> run = Optional.empty();

  NotedRun(Entry.Key key, Habitat habitat) {
    this.key = key;
    this.machine = habitat.machine();
    this.isShared = habitat.registry().isShared();
  }

  Optional<Entry.Run> now() {
    return run;
  }

  /// Nobody runs.
  void clear() {
    run = Optional.empty();
  }

  /// A run is about to be launched, and can be found by a mark from then on.
  void mark(boolean detached) {
    String cookie = machine.newCookie(detached);
    run = Optional.of(new Entry.Run(cookie, Optional.empty(), Optional.empty()));
  }

  /// An earlier host has launched it.
  void inherit(Entry entry, Fingerprint process) {
    Optional<Fingerprint> shim =
        entry
            .run()
            .flatMap(Entry.Run::shim)
            .or(() -> machine.keeper(key, entry.progress().generation(), process));
    run = Optional.of(new Entry.Run(cookie(entry.run()), Optional.of(process), shim));
  }

  void launched(int generation, Identity identity) {
    if (identity instanceof Identity.OfProcess process
        && run.flatMap(Entry.Run::process).isEmpty()) {
      run = Optional.of(isShared ? full(generation, process) : bare(process));
    }
  }

  private Entry.Run full(int generation, Identity.OfProcess process) {
    Fingerprint print = machine.fingerprint(process, cookie(run));
    Optional<Fingerprint> shim = machine.keeper(key, generation, print);
    return new Entry.Run(cookie(run), Optional.of(print), shim);
  }

  private Entry.Run bare(Identity.OfProcess process) {
    Fingerprint print = Fingerprint.of(process, cookie(run));
    return new Entry.Run(cookie(run), Optional.of(print), Optional.empty());
  }

  /// The mark as a variable.
  Map<String, String> environment() {
    String cookie = cookie(run);
    int end = cookie.indexOf('=');
    return end < 0 ? Map.of() : Map.of(cookie.substring(0, end), cookie.substring(end + 1));
  }

  private static String cookie(Optional<Entry.Run> run) {
    return run.map(Entry.Run::cookie).orElse("");
  }
}
