package dev.processmanager.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Replaces the file as a whole: a reader, or whoever comes after a crash, finds the old or the new
/// text.
final class Replacement {

  private static final int QUARANTINED = 3;
  private static final int ATTEMPTS = 10;
  private static final long FIRST_PAUSE = 2_000_000;

  private final Site site;
  private final Access access;
  private final Consumer<Path> disposal;

  /// @param disposal deletes a file, now or later: giving its blocks back to the disk may take
  ///     longer than all the rest
  Replacement(Site site, Access access, Consumer<Path> disposal) {
    this.site = site;
    this.access = access;
    this.disposal = disposal;
  }

  /// @param spare what is to be done with the old file first
  void replaceBy(byte[] bytes, Spare spare) throws IOException {
    Path temporary = site.temporary();
    try {
      write(temporary, bytes);
      spare.keep();
      move(temporary, site.file());
    } catch (IOException | RuntimeException | Error failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
  }

  interface Spare {
    void keep() throws IOException;
  }

  private void write(Path temporary, byte[] bytes) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, options, access.ownerOnly())) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /// On Windows, whoever reads the old file at that moment is in the way.
  private static void move(Path from, Path to) throws IOException {
    boolean windows = from.getFileSystem().getSeparator().equals("\\");
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException inTheWay) {
        if (!windows || attempt == ATTEMPTS) {
          throw inTheWay;
        }
        LockSupport.parkNanos(FIRST_PAUSE << attempt);
      }
    }
  }

  /// Only a good file may become the backup. It has two names then, until it loses its own.
  void keepAsBackup() throws IOException {
    Path old = site.temporary();
    try {
      Files.move(site.backup(), old, StandardCopyOption.ATOMIC_MOVE);
      disposal.accept(old);
    } catch (NoSuchFileException first) {
      // there was none yet
    }
    secondName(site.backup());
  }

  /// The same damage is put aside once, and never more than a few.
  void quarantine(String content) throws IOException {
    Path aside = site.quarantine(content);
    if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> oldestFirst =
          site.quarantined().stream()
              .sorted(Comparator.comparing(path -> path.toFile().lastModified()))
              .toList();
      for (Path old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - QUARANTINED + 1))) {
        Files.deleteIfExists(old);
      }
      secondName(aside);
    }
  }

  private void secondName(Path name) throws IOException {
    try {
      Files.createLink(name, site.file());
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.copy(site.file(), name, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// Whoever was killed while it wrote has left a file that nobody will use.
  void sweep() throws IOException {
    for (Path left : site.temporaries()) {
      Files.deleteIfExists(left);
    }
  }

  /// Puts the file as it is now, and its name, on the disk.
  void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(site.file(), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    // otherwise a power cut may bring the old name back; Windows has no such call
    if (site.file().getFileSystem().supportedFileAttributeViews().contains("unix")) {
      try (FileChannel channel = FileChannel.open(site.directory(), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
