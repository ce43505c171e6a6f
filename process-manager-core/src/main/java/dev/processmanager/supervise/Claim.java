package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.util.Optional;

/// What a host that wants to look after a process finds in the registry.
sealed interface Claim {

  /// Nobody runs, and nobody else looks after it.
  ///
  /// @param before what is left of earlier days, if anything
  record Free(Optional<Entry> before) implements Claim {}

  /// It runs, and nobody looks after it any more.
  record Survivor(Entry entry, Fingerprint process) implements Claim {}

  /// It is not for this host.
  ///
  /// @param known whether that is certain; if not, it cannot be told who is who
  record Taken(Entry entry, boolean known) implements Claim {

    /// Whether its owner is about to let go of it, or it may be told soon who runs.
    boolean mayChange() {
      ProcessState state = entry.progress().state();
      return !known || state == ProcessState.STOPPING || state.isAtRest();
    }
  }

  static Claim of(Optional<Entry> stored, Machine machine) {
    return stored.map(entry -> of(entry, machine)).orElseGet(() -> new Free(Optional.empty()));
  }

  static Claim of(Entry entry, Machine machine) {
    Fingerprint self = machine.host();
    Verdict holder =
        entry
            .lease()
            .holder()
            .filter(other -> !other.equals(self))
            .map(machine::verdict)
            .orElse(Verdict.DEAD);
    return switch (holder) {
      case SAME -> new Taken(entry, true);
      case UNKNOWN -> new Taken(entry, false);
      case DEAD, REUSED -> ofRun(entry, machine);
    };
  }

  private static Claim ofRun(Entry entry, Machine machine) {
    Optional<Fingerprint> process = entry.run().flatMap(Entry.Run::process);
    if (process.isEmpty()) {
      return orphan(entry, machine);
    }
    return switch (machine.verdict(process.get())) {
      case SAME -> new Survivor(entry, process.get());
      case UNKNOWN -> new Taken(entry, false);
      case DEAD, REUSED -> new Free(Optional.of(entry));
    };
  }

  /// Its host may have died between the launch and the note of it.
  private static Claim orphan(Entry entry, Machine machine) {
    return entry
        .run()
        .flatMap(run -> machine.marked(run.cookie()))
        .<Claim>map(process -> new Survivor(entry, process))
        .orElseGet(() -> new Free(Optional.of(entry)));
  }
}
