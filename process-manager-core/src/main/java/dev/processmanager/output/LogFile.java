package dev.processmanager.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A log file and its predecessors `file.1`, `file.2` and so on, the youngest first. Files are
/// for their owner alone, where the file system knows owners, since what a program prints may be
/// secret. Immutable.
///
/// @param file the current file, absolute
/// @param rotation when a new one is begun
public record LogFile(Path file, Rotation rotation) {

  /// Makes the path absolute.
  ///
  /// @param file the current file
  /// @param rotation when a new one is begun
  public LogFile {
    file = file.toAbsolutePath();
  }

  /// Gets the file ready for a process that opens it for append and writes it by itself: creates
  /// it, with its directories, and begins a new one if it is to rotate and is not empty.
  ///
  /// @throws IOException if that fails
  public void begin() throws IOException {
    createDirectory();
    if (rotation.maxBytes() < Long.MAX_VALUE && Files.exists(file) && Files.size(file) > 0) {
      shift();
    }
    openForAppend().close();
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

  /// If the current file, which a process keeps open for append, is too long: makes a copy of it
  /// the first predecessor, and empties it. What the process writes in between is lost. Of several
  /// hosts that look after the same process, one does it.
  ///
  /// @throws IOException if that fails
  public void copyAndTruncate() throws IOException {
    try (FileChannel current =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock turn = current.tryLock()) {
      if (turn != null && current.size() > rotation.maxBytes()) {
        age();
        if (rotation.files() > 0) {
          copy(current, numbered(1));
        }
        current.truncate(0);
      }
    } catch (OverlappingFileLockException doneByAnother) {
      // Another manager of this JVM looks after the same process.
    }
  }

  /// Opens nothing that is locked: whoever closes one descriptor of a file lets go of all its
  /// locks.
  private void copy(FileChannel current, Path copy) throws IOException {
    Files.deleteIfExists(copy);
    try (FileChannel target =
        FileChannel.open(
            copy,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly("rw-------"))) {
      long size = current.size();
      long done = 0;
      while (done < size) {
        done += current.transferTo(done, size - done, target);
      }
    }
  }

  private void age() throws IOException {
    for (int i = rotation.files(); i > 1; i--) {
      if (Files.exists(numbered(i - 1))) {
        Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
