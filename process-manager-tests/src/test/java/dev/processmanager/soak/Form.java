package dev.processmanager.soak;

import java.io.Serializable;
import java.util.List;

/// What never changes about a process of a soak.
///
/// @param bonds what it depends on, one other at most
record Form(
    String id,
    Kind kind,
    boolean detached,
    Policy policy,
    Place place,
    Temper temper,
    List<Bond> bonds)
    implements Serializable {

  enum Kind {
    COMMAND,
    JVM,
    TASK
  }

  /// What follows an end that nobody has asked for.
  enum Policy {
    NEVER(0),
    /// Soon, and not often.
    ON_FAILURE(2),
    /// Soon, and as often as it takes.
    ALWAYS(100_000),
    /// So late that nobody sees it.
    LATE(3);

    final int limit;

    Policy(int limit) {
      this.limit = limit;
    }

    boolean follows(boolean success) {
      return this == ALWAYS || (this != NEVER && !success);
    }
  }

  enum Place {
    GLOBAL,
    PROJECT,
    SESSION
  }

  enum Temper {
    PLAIN,
    /// Has a child of its own.
    TREE,
    /// Ends by force alone.
    STUBBORN
  }

  enum Pull {
    NONE,
    RESTART,
    STOP
  }

  record Bond(String base, Pull pull) implements Serializable {}

  /// Who is bound to each other has the same.
  String family() {
    return bonds.isEmpty() ? id : bonds.getFirst().base();
  }
}
