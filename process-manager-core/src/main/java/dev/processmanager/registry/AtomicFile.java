package dev.processmanager.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/// Replaces a file as a whole: a reader, or whoever comes after a crash, finds the old or the new
/// text.
final class AtomicFile {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private AtomicFile() {}

  /// @param sync whether the new text must be on the disk before it counts
  static void replace(Path file, String text, boolean sync) throws IOException {
    Path directory = file.getParent();
    if (directory == null) {
      throw new IOException(file + " is no place for a file");
    }
    createDirectory(directory);
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      write(temporary, text, sync);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      if (sync) {
        syncDirectory(directory);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(Path temporary, String text, boolean sync) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, options, ownerOnly("rw-------"))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (sync) {
        channel.force(true);
      }
    }
  }

  /// Without it, a power cut may bring the old name back. Windows has no such call.
  private static void syncDirectory(Path directory) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void createDirectory(Path directory) throws IOException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, ownerOnly("rwx------"));
      }
    } catch (FileAlreadyExistsException createdByAnother) {
      if (!Files.isDirectory(directory)) {
        throw createdByAnother;
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
