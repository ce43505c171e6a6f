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

/// The file with the arguments of one child, which only this user can read, since arguments may be
/// secret. Whoever starts the child closes it once the child has read it or has ended.
final class ArgFile implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  private final Path file;

  private ArgFile(Path file) {
    this.file = file;
  }

  /// Writes one.
  ///
  /// @param directory where; made if it is missing, for this user only
  /// @param text what it says
  /// @throws LaunchException if that fails
  static ArgFile write(Path directory, byte[] text) {
    Path file = directory.toAbsolutePath().resolve(uniqueName());
    try {
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
      try (var channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(directory, "rw-------"))) {
        var rest = ByteBuffer.wrap(text);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      return new ArgFile(file);
    } catch (IOException failure) {
      new ArgFile(file).close();
      throw new LaunchException(
          file.toString(),
          false,
          "Cannot launch a JVM: its arguments could not be written to " + file + ": " + failure,
          failure);
    }
  }

  /// Another process with the same number may have left files behind, so there is the time, too.
  private static String uniqueName() {
    return "jvm-"
        + ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(System.nanoTime())
        + "-"
        + COUNT.incrementAndGet()
        + ".args";
  }

  private static FileAttribute<?>[] ownerOnly(Path directory, String permissions) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// What `java` is told to read it.
  String argument() {
    return "@" + file;
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
