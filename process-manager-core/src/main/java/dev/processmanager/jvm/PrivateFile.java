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

  /// One that is still to be written, under a name that no other has.
  ///
  /// @param directory where
  /// @param kind how its name ends
  static PrivateFile in(Path directory, String kind) {
    return new PrivateFile(directory.toAbsolutePath().resolve(uniqueName(kind)));
  }

  /// Writes it.
  ///
  /// @param text what it says
  /// @throws LaunchException if that fails
  void write(ByteBuffer... text) {
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      for (ByteBuffer rest : text) {
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
    } catch (IOException failure) {
      close();
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

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
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
