package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A file for one child, which only this user can read, since what it says may be secret. Whoever
/// starts the child closes it once the child has read it or has ended.
final class PrivateFile implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  private final Path file;

  private PrivateFile(Path file) {
    this.file = file;
  }

  /// Writes one.
  ///
  /// @param directory where; made if it is missing, for this user only
  /// @param kind how its name ends
  /// @param text what it says
  /// @throws LaunchException if that fails
  static PrivateFile write(Path directory, String kind, ByteBuffer... text) {
    Path file = directory.toAbsolutePath().resolve(uniqueName(kind));
    try {
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
      try (var channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(directory, "rw-------"))) {
        for (ByteBuffer rest : text) {
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        }
      }
      return new PrivateFile(file);
    } catch (IOException failure) {
      new PrivateFile(file).close();
      throw new LaunchException(
          file.toString(),
          false,
          "Cannot launch a JVM: what it is to read could not be written to "
              + file
              + ": "
              + failure,
          failure);
    }
  }

  /// Another process with the same number may have left files behind, so there is the time, too.
  private static String uniqueName(String kind) {
    return "jvm-"
        + ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(System.nanoTime())
        + "-"
        + COUNT.incrementAndGet()
        + "."
        + kind;
  }

  private static FileAttribute<?>[] ownerOnly(Path directory, String permissions) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  Path path() {
    return file;
  }

  /// Deletes it.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException leftBehind) {
      file.toFile().deleteOnExit();
    }
  }
}
