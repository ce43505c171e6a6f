package dev.processmanager.examples.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the reports are.
///
/// @param path an absolute path
public record ReportDirectory(Path path) {

  /// {@return a directory, made if it is not there}
  ///
  /// @param path its path
  public static ReportDirectory at(Path path) {
    try {
      return new ReportDirectory(Files.createDirectories(path.toAbsolutePath()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path save(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
