package dev.processmanager.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A log file and its predecessors `file.1`, `file.2` and so on, the youngest first.
///
/// @param file the current file, absolute
record LogFiles(Path file, Rotation rotation) {

  static LogFiles of(Path file, Rotation rotation) {
    return new LogFiles(file.toAbsolutePath(), rotation);
  }

  Path numbered(int i) {
    return i == 0 ? file : file.resolveSibling(file.getFileName() + "." + i);
  }

  void createDirectory() throws IOException {
    Path directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
  }

  FileChannel openForAppend() throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly("rw-------"));
  }

  /// Makes the current file the first predecessor; the oldest goes.
  void shift() throws IOException {
    age();
    if (rotation.files() == 0) {
      Files.deleteIfExists(file);
    } else if (Files.exists(file)) {
      Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Makes a copy of the current file the first predecessor, and empties the current one, which
  /// somebody else keeps open.
  void copyAndTruncate() throws IOException {
    age();
    if (rotation.files() > 0) {
      Files.deleteIfExists(numbered(1));
      Files.copy(file, numbered(1), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (FileChannel current = FileChannel.open(file, StandardOpenOption.WRITE)) {
      current.truncate(0);
    }
  }

  private void age() throws IOException {
    for (int i = rotation.files(); i > 1; i--) {
      if (Files.exists(numbered(i - 1))) {
        Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// What a program prints may be secret.
  private FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
