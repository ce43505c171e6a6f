package dev.processmanager.examples.architect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes small files that their readers find whole, and that nobody else can read.
final class Atomically {

  private Atomically() {}

  static void write(Path file, String text) throws IOException {
    Path young = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.deleteIfExists(young);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel =
        FileChannel.open(
            young, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
    Files.move(young, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
