package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.registry.Entry;
import java.io.Serial;

/// No process is known by this id in this scope.
public final class UnknownIdException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// Scope and id.
  private final transient Entry.Key key;

  /// Makes an exception.
  ///
  /// @param key scope and id
  public UnknownIdException(Entry.Key key) {
    super("No process is known as \"" + key + "\"", null);
    this.key = key;
  }

  /// {@return scope and id}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public Entry.Key key() {
    return key;
  }
}
