package dev.processmanager.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// What a JVM that crashes leaves, under a name with its process id. That may come again, so what
/// was there when a JVM began is not of it.
///
/// @param path of the file
/// @param before when an earlier one was written, if there is one
record ErrorFile(Path path, Optional<FileTime> before) {

  static ErrorFile of(Path path) {
    return new ErrorFile(path, written(path));
  }

  /// Whether there is one now that was not there before.
  boolean isThere() {
    Optional<FileTime> now = written(path);
    return now.isPresent() && !now.equals(before);
  }

  private static Optional<FileTime> written(Path path) {
    try {
      return Optional.of(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
