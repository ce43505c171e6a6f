package dev.processmanager.process;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Something could not be launched, or not be adopted. The message names the program or directory
/// and what is wrong with it.
public final class LaunchException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What could not be used.
  private final String subject;

  /// Whether trying again is in vain.
  private final boolean permanent;

  /// Makes an exception.
  ///
  /// @param subject the program or directory that could not be used
  /// @param permanent whether another try must fail in the same way, as with a missing program
  /// @param message what is wrong
  /// @param cause what led to it, if anything did
  public LaunchException(
      String subject, boolean permanent, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.subject = subject;
    this.permanent = permanent;
  }

  /// {@return the program, directory or process that could not be used}
  public String subject() {
    return subject;
  }

  /// {@return whether another try must fail in the same way; false for a lack of memory, processes
  /// or file descriptors}
  public boolean isPermanent() {
    return permanent;
  }
}
