package dev.processmanager.registry;

import java.io.Serial;
import java.util.Optional;

/// A change was refused because what it relies on is no longer so. The registry is as it was.
public final class RegistryConflictException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Patch patch;
  private final transient Optional<Entry> stored;

  RegistryConflictException(Patch.OfEntry patch, String why, Optional<Entry> stored) {
    super(patch.getClass().getSimpleName() + " of " + patch.key() + " refused: " + why, null);
    this.patch = patch;
    this.stored = stored;
  }

  RegistryConflictException(Patch.OfSession patch, String why) {
    super(patch.getClass().getSimpleName() + " of " + patch.id() + " refused: " + why, null);
    this.patch = patch;
    this.stored = Optional.empty();
  }

  /// {@return the change}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public Patch patch() {
    return patch;
  }

  /// {@return the entry as it is; empty if there is none, or if it was about a session}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public Optional<Entry> stored() {
    return stored;
  }
}
