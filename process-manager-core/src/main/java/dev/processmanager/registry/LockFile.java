package dev.processmanager.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets one process at a time write. The lock belongs to the process and ends with it, so that
/// nobody needs to guess from its age whether it is stale. For one thread, which nobody interrupts:
/// an interrupt closes the channel, and with it the lock is gone.
final class LockFile {

  private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);
  private static final Duration LONGEST_PAUSE = Duration.ofNanos(400_000);

  private final Site site;
  private final Access access;
  private final Duration limit;
  private @Nullable FileChannel channel;
  private @Nullable FileChannel owner;
  private @Nullable Object opened;

  LockFile(Site site, Access access, Duration limit) {
    this.site = site;
    this.access = access;
    this.limit = limit;
  }

  interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// @throws RegistryBusyException if another process has it all the time
  Held acquire() throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      FileLock lock = tried(deadline);
      if (Objects.equals(opened, keyOf(site.lock()))) {
        sign();
        return lock::release;
      }
      // somebody has deleted the file, so that others lock another of the same name
      closeChannels();
    }
  }

  private FileLock tried(long deadline) throws IOException {
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      FileLock lock = tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new RegistryBusyException(site.file(), holder(), limit);
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE.toNanos());
    }
  }

  private @Nullable FileLock tryLock() throws IOException {
    if (channel == null) {
      channel = open(site.lock());
      opened = keyOf(site.lock());
    }
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByAnotherClassLoader) {
      return null;
    }
  }

  private FileChannel open(Path file) throws IOException {
    access.isThere(file);
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, options, access.ownerOnly());
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (NoSuchFileException deleted) {
      return null;
    }
  }

  /// Nothing depends on it but the wording of a message.
  private void sign() {
    try {
      if (owner == null) {
        owner = open(site.owner());
      }
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      String text = "pid " + ProcessHandle.current().pid() + " since " + Times.text(now) + "\n";
      owner.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException | RegistryException unsigned) {
      owner = null;
    }
  }

  private String holder() {
    try {
      return Files.readString(site.owner()).lines().findFirst().orElse("somebody");
    } catch (IOException unsigned) {
      return "somebody who has not signed";
    }
  }

  /// To close a channel gives up whatever lock this process has on the file, in another class
  /// loader too. So it is done only while nobody has the lock but us, and else left to the end of
  /// the JVM.
  void close() throws IOException {
    if (channel != null && tryLock() != null) {
      closeChannels();
    }
  }

  private void closeChannels() throws IOException {
    try (FileChannel _ = channel;
        FileChannel _ = owner) {
      channel = null;
      owner = null;
    }
  }
}
