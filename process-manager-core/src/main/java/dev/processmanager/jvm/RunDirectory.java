package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where this JVM and its children leave files for each other, and children that crash what they
/// know of it. Only this user can read it. It goes with this JVM if nothing is in it.
final class RunDirectory {

  private RunDirectory() {}

  private static final class Holder {

    static final Path PATH = create();

    private static Path create() {
      try {
        Path directory = Files.createTempDirectory("process-manager-");
        directory.toFile().deleteOnExit();
        return directory.toAbsolutePath();
      } catch (IOException failure) {
        throw new LaunchException(
            "java.io.tmpdir",
            false,
            "Cannot launch a JVM: there is no place for its arguments: " + failure,
            failure);
      }
    }
  }

  /// @throws LaunchException if there is none
  static Path path() {
    try {
      return Holder.PATH;
    } catch (ExceptionInInitializerError failure) {
      if (failure.getCause() instanceof LaunchException refusal) {
        throw refusal;
      }
      throw failure;
    }
  }
}
