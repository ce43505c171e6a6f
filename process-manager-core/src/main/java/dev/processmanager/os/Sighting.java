package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Verdict;
import java.util.Optional;
import java.util.OptionalLong;

/// What is seen of whoever has a recorded number now. Immutable.
sealed interface Sighting {

  /// Nobody has it.
  ///
  /// @param proven false if somebody might be hidden from this user
  record Nobody(boolean proven) implements Sighting {}

  /// The system does not tell, for want of descriptors or of rights.
  record Unreadable() implements Sighting {}

  /// Somebody has it.
  ///
  /// @param startTicks when it started; negative if that is not told
  /// @param ended whether it is a zombie
  /// @param pidfdInode what no other process of this boot has, where the system tells it
  /// @param cookie its variable of the recorded name, as `NAME=value`; empty if it has none or
  ///     hides it
  /// @param executable the file it executes; empty if that is not told
  /// @param session the number of its session; negative if that is not told
  /// @param user the number of its user; negative if that is not told
  record Somebody(
      long startTicks,
      boolean ended,
      OptionalLong pidfdInode,
      Optional<String> cookie,
      String executable,
      long session,
      long user)
      implements Sighting {

    private boolean isExecuting(String recorded) {
      return !recorded.isEmpty() && recorded.equals(executable);
    }

    private boolean resembles(Fingerprint recorded) {
      return isExecuting(recorded.executable())
          && session >= 0
          && session == recorded.session()
          && user >= 0
          && user == recorded.user();
    }
  }

  /// Where it is looked from.
  ///
  /// @param bootId the boot; empty where there is no such id
  /// @param namespace the machine and, after a blank, the name space of numbers on it; empty where
  ///     there are none
  record Place(String bootId, String namespace) {

    private boolean isComparable(Fingerprint recorded) {
      return bootId.isEmpty() == recorded.process().bootId().isEmpty()
          && machine(namespace).equals(machine(recorded.namespace()));
    }

    private static String machine(String namespace) {
      return namespace.substring(0, Math.max(0, namespace.indexOf(' ')));
    }

    /// Without a boot, times are those of a clock, which may be set.
    private boolean hasClockOnly() {
      return bootId.isEmpty();
    }
  }

  /// Whether a recorded process is the one that is seen. Whatever leaves a doubt is unknown.
  default Verdict verdict(Fingerprint recorded, Place here) {
    if (!here.isComparable(recorded)) {
      return Verdict.UNKNOWN;
    }
    if (!here.bootId.equals(recorded.process().bootId())) {
      return Verdict.DEAD;
    }
    if (!here.namespace.equals(recorded.namespace())) {
      return Verdict.UNKNOWN;
    }
    return switch (this) {
      case Unreadable _ -> Verdict.UNKNOWN;
      case Nobody(boolean proven) -> proven ? Verdict.DEAD : Verdict.UNKNOWN;
      case Somebody somebody -> compared(recorded, somebody, here.hasClockOnly());
    };
  }

  private static Verdict compared(Fingerprint recorded, Somebody seen, boolean clockOnly) {
    long start = recorded.process().startTicks();
    if (start < 0 || seen.startTicks < 0) {
      return Verdict.UNKNOWN;
    }
    if (start != seen.startTicks) {
      boolean maybeSame =
          clockOnly && (seen.executable.isEmpty() || seen.isExecuting(recorded.executable()));
      return maybeSame ? Verdict.UNKNOWN : Verdict.REUSED;
    }
    if (seen.ended) {
      return Verdict.DEAD;
    }
    return clockOnly && seen.isExecuting(recorded.executable())
        ? Verdict.SAME
        : proven(recorded, seen);
  }

  /// A tick is long enough for a number to be used twice, so that something else has to fit, too.
  private static Verdict proven(Fingerprint recorded, Somebody seen) {
    if (recorded.pidfdInode().isPresent() && seen.pidfdInode.isPresent()) {
      return sameOrReused(recorded.pidfdInode().equals(seen.pidfdInode));
    }
    if (!recorded.cookie().isEmpty() && seen.cookie.isPresent()) {
      return sameOrReused(seen.cookie.get().equals(recorded.cookie()));
    }
    return seen.resembles(recorded) ? Verdict.SAME : Verdict.UNKNOWN;
  }

  private static Verdict sameOrReused(boolean same) {
    return same ? Verdict.SAME : Verdict.REUSED;
  }
}
