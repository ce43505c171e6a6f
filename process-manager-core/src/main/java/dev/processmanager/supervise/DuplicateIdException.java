package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import java.io.Serial;

/// The id is taken by a process that is not at rest, here or with another host.
public final class DuplicateIdException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// Scope and id.
  private final transient Entry.Key key;
  /// Whether this host looks after it.
  private final boolean known;

  /// Makes an exception.
  ///
  /// @param status the process that has the id
  public DuplicateIdException(ProcessStatus status) {
    super("The id \"" + status.key() + "\" is taken by a process that is " + status.state(), null);
    this.key = status.key();
    this.known = status.state() != ProcessState.UNKNOWN;
  }

  /// Whether it can be told who has it.
  boolean isKnown() {
    return known;
  }

  /// {@return scope and id}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public Entry.Key key() {
    return key;
  }
}
