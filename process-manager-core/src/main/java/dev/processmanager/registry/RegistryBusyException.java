package dev.processmanager.registry;

import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;

/// Another process did not give the registry free in time, which is 5 seconds. The lock is never
/// taken from it: it may go on at any moment.
public final class RegistryBusyException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /// Who has the lock, as far as is known.
  private final String holder;

  RegistryBusyException(Path file, String holder, Duration waited) {
    super(
        "The registry %s is being written by %s; waited %d ms"
            .formatted(file, holder, waited.toMillis()),
        null);
    this.holder = holder;
  }

  /// {@return who has it, such as `pid 4711 since 2026-01-01T00:00:00Z`, as far as can be told}
  public String holder() {
    return holder;
  }
}
