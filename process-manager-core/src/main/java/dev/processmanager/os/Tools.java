package dev.processmanager.os;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What this machine offers to the portable engine; each may be missing.
///
/// @param setsid gives a child a session of its own, so that the terminal's signals pass it by
/// @param sh sends signals for which the JDK has no method
/// @param proc the process file system of Linux
public record Tools(Optional<Path> setsid, Optional<Path> sh, Optional<ProcFs> proc) {

  public static Tools detect() {
    return new Tools(onPath("setsid"), onPath("sh"), ProcFs.at(Path.of("/proc")));
  }

  /// A machine without any of them.
  public static Tools none() {
    return new Tools(Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Optional<Path> onPath(String program) {
    if (isWindows()) {
      return Optional.empty();
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse(Programs.DEFAULT_PATH);
    return Stream.of(path.split(File.pathSeparator))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean isWindows() {
    return File.separatorChar == '\\';
  }
}
