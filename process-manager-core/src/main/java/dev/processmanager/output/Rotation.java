package dev.processmanager.output;

/// When a log file is closed and a new one begun. The default of a log file is [#none()].
/// Immutable.
///
/// The full file `app.log` becomes `app.log.1`, that one `app.log.2`, and so on; the oldest is
/// deleted. A file changes at a line boundary, before the line that would exceed the limit; only a
/// single line longer than the limit makes a file longer.
///
/// @param maxBytes the most bytes a file may have; `Long.MAX_VALUE` for no limit
/// @param files how many old files are kept beside the current one, 0 or more
public record Rotation(long maxBytes, int files) {

  /// Refuses limits that mean nothing.
  ///
  /// @param maxBytes the most bytes a file may have
  /// @param files how many old files are kept
  /// @throws IllegalArgumentException if the bytes are less than 1, or the files negative
  public Rotation {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
    }
    if (files < 0) {
      throw new IllegalArgumentException("files must not be negative: " + files);
    }
  }

  /// {@return a rotation by size}
  ///
  /// @param maxBytes the most bytes a file may have, at least 1
  /// @param files how many old files are kept beside the current one, 0 or more
  /// @throws IllegalArgumentException if either is less than that
  public static Rotation of(long maxBytes, int files) {
    return new Rotation(maxBytes, files);
  }

  /// {@return no rotation: one file that grows}
  public static Rotation none() {
    return new Rotation(Long.MAX_VALUE, 0);
  }
}
