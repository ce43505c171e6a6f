package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.Global;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/// The daemon's `process_supervisor.pid`, and how its reader knows whether the number in it still
/// is the daemon's, since a number alone may belong to a stranger by then: as long as the file says
/// the number of a daemon that lives, and not an instant longer, that daemon holds a lock beside
/// it.
public final class DaemonFile implements AutoCloseable {

  private static final long CLAIMED = 0;
  private static final long PUBLISHED = 1;

  private final Path pidFile;
  private final FileChannel channel;
  private final boolean followsKilled;

  private DaemonFile(Path pidFile, FileChannel channel, boolean followsKilled) {
    this.pidFile = pidFile;
    this.channel = channel;
    this.followsKilled = followsKilled;
  }

  /// Becomes the one daemon of this directory.
  ///
  /// @return empty if there is another
  static Optional<DaemonFile> claim(Global global) throws IOException {
    Files.createDirectories(global.pidDirectory());
    Path pidFile = global.daemonPid();
    FileChannel channel = open(pidFile);
    if (!isFree(channel, CLAIMED)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new DaemonFile(pidFile, channel, Files.deleteIfExists(pidFile)));
  }

  /// Whether the daemon before this one had no time to end.
  boolean followsKilled() {
    return followsKilled;
  }

  /// Says that the daemon is ready.
  void publish() throws IOException {
    Atomically.write(pidFile, ProcessHandle.current().pid() + "\n");
    // Waits, as a reader may be looking whether it is held.
    channel.lock(PUBLISHED, 1, false);
  }

  /// {@return the number of the daemon that lives; empty if none does, whatever the file says}
  ///
  /// @throws IOException if that cannot be told
  public static OptionalLong runningPid(Global global) throws IOException {
    Path pidFile = global.daemonPid();
    if (!Files.exists(lockFile(pidFile)) || !Files.exists(pidFile)) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = open(pidFile)) {
      if (isFree(channel, PUBLISHED)) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(Long.parseLong(Files.readString(pidFile).strip()));
    } catch (NumberFormatException damaged) {
      throw new IOException(pidFile + " does not say a process", damaged);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }

  private static FileChannel open(Path pidFile) throws IOException {
    return FileChannel.open(lockFile(pidFile), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /// Takes what is free until the channel is closed.
  private static boolean isFree(FileChannel channel, long place) throws IOException {
    try {
      return channel.tryLock(place, 1, false) != null;
    } catch (OverlappingFileLockException thisVeryJvm) {
      return false;
    }
  }

  private static Path lockFile(Path pidFile) {
    return pidFile.resolveSibling("process_supervisor.lock");
  }
}
