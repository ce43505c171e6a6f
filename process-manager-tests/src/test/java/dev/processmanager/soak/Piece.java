package dev.processmanager.soak;

import dev.processmanager.soak.Form.Kind;

/// How one process should be. Immutable.
///
/// @param row restarts in a row
/// @param launches how often it has been launched since it was last unknown
/// @param how how its last run has ended
record Piece(
    Form form, Phase phase, Tie tie, int generation, int restarts, int row, int launches, How how) {

  enum Phase {
    /// Nobody knows it.
    ABSENT,
    RUNNING,
    BACKOFF,
    STOPPED,
    FAILED,
    FATAL,
    /// It has ended, and nobody has noted that.
    LOST
  }

  /// What it is to the host.
  enum Tie {
    HERE,
    /// Adopted without its specification.
    RECORDED,
    /// An entry in the registry.
    ENTRY
  }

  enum How {
    NONE,
    WELL,
    BADLY,
    KILLED,
    /// An operator has stopped it.
    STOPPED,
    /// What it needs has gone.
    FORSAKEN,
    UNSEEN
  }

  static Piece unknown(Form form) {
    return new Piece(form, Phase.ABSENT, Tie.ENTRY, 0, 0, 0, 0, How.NONE);
  }

  String id() {
    return form.id();
  }

  boolean runs() {
    return phase == Phase.RUNNING;
  }

  boolean isHere() {
    return tie == Tie.HERE;
  }

  boolean isKnown() {
    return phase != Phase.ABSENT;
  }

  boolean isAtRest() {
    return phase == Phase.STOPPED || phase == Phase.FAILED || phase == Phase.FATAL;
  }

  boolean survivesHost() {
    return runs() && form.detached();
  }

  /// Whether a host that looks after it begins another run when this one fails.
  boolean comesBack() {
    return isHere() && form.policy() != Form.Policy.NEVER;
  }

  Piece launched() {
    return new Piece(
        form, Phase.RUNNING, Tie.HERE, generation + 1, restarts, 0, launches + 1, How.NONE);
  }

  Piece restarted() {
    return launched().counted(0);
  }

  private Piece counted(int inRow) {
    return new Piece(form, phase, tie, generation, restarts + 1, inRow, launches, how);
  }

  Piece tied(Tie other) {
    return new Piece(form, phase, other, generation, restarts, row, launches, how);
  }

  /// Who was only adopted is let go of when he rests.
  private Piece at(Phase other, How end) {
    Tie then = tie == Tie.HERE ? tie : Tie.ENTRY;
    return new Piece(form, other, then, generation, restarts, row, launches, end);
  }

  Piece forsaken() {
    return runs() || phase == Phase.BACKOFF ? at(Phase.STOPPED, How.FORSAKEN) : this;
  }

  Piece stopped() {
    return switch (phase) {
      case RUNNING, BACKOFF -> at(Phase.STOPPED, How.STOPPED);
      case LOST -> at(Phase.LOST, How.STOPPED);
      case ABSENT, STOPPED, FAILED, FATAL -> this;
    };
  }

  /// Its launch was refused.
  Piece refused() {
    return new Piece(
        form, Phase.FAILED, Tie.HERE, generation + 1, restarts, 0, launches, How.UNSEEN);
  }

  /// Its run has ended without an operator asking for it.
  Piece ended(How end) {
    if (tie == Tie.ENTRY) {
      return at(Phase.LOST, end);
    }
    boolean well = end == How.WELL;
    if (!isHere() || !form.policy().follows(well)) {
      return at(well ? Phase.STOPPED : Phase.FAILED, end);
    }
    if (row >= form.policy().limit) {
      return at(Phase.FATAL, end);
    }
    return form.policy() == Form.Policy.LATE
        ? new Piece(form, Phase.BACKOFF, tie, generation, restarts, row + 1, launches, end)
        : launched().counted(row + 1);
  }

  Piece hostClosed() {
    return survivesHost() || tie == Tie.ENTRY ? tied(Tie.ENTRY) : stopped().tied(Tie.ENTRY);
  }

  Piece hostDied() {
    boolean lost = (runs() && !form.detached()) || phase == Phase.BACKOFF;
    return (lost ? at(Phase.LOST, How.UNSEEN) : this).tied(Tie.ENTRY);
  }

  /// What the next host finds of one whose end could not be written.
  Piece unwritten() {
    return runs() || phase == Phase.BACKOFF ? at(Phase.LOST, How.UNSEEN).tied(Tie.ENTRY) : this;
  }

  boolean isToBeAdopted() {
    return runs() && tie == Tie.ENTRY;
  }

  boolean isToBeForgotten() {
    return tie == Tie.ENTRY && (isAtRest() || phase == Phase.LOST);
  }

  Piece reconciled() {
    if (isToBeAdopted()) {
      return tied(Tie.RECORDED);
    }
    boolean well = how == How.WELL || how == How.STOPPED;
    return phase == Phase.LOST ? at(well ? Phase.STOPPED : Phase.FAILED, how) : this;
  }

  /// The state that everybody tells of it.
  Phase shown() {
    boolean asWanted = how == How.STOPPED;
    return phase == Phase.LOST ? (asWanted ? Phase.STOPPED : Phase.FAILED) : phase;
  }

  boolean isProcess() {
    return form.kind() != Kind.TASK;
  }

  @Override
  public String toString() {
    return "%s %s %s gen=%d restarts=%d row=%d launches=%d %s"
        .formatted(id(), phase, tie, generation, restarts, row, launches, how);
  }
}
