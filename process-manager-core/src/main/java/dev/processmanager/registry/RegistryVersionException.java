package dev.processmanager.registry;

import java.io.Serial;
import java.nio.file.Path;

/// A change was refused because a newer version of this library has written the registry in a way
/// that this one would spoil. It can be read all the same, as far as this version understands it.
public final class RegistryVersionException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /// The schema of the file.
  private final long schema;

  RegistryVersionException(Path file, long schema) {
    super(
        "The registry %s is read-only here: it has schema %d, which only a newer version may write"
            .formatted(file, schema),
        null);
    this.schema = schema;
  }

  /// {@return the schema of the file}
  public long schema() {
    return schema;
  }
}
