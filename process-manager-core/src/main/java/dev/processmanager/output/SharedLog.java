package dev.processmanager.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A log file that is open for append, once for all runs of this JVM that write it: each renaming
/// it for itself, they would overwrite what the others have just renamed.
final class SharedLog {

  private static final ReentrantLock DOOR = new ReentrantLock();
  private static final Map<Path, SharedLog> OPEN = new HashMap<>();

  /// Whoever holds it writes alone.
  final ReentrantLock lock = new ReentrantLock();

  private final Path name;
  private int writers;
  private @Nullable FileChannel channel;
  private long size;

  private SharedLog(Path name) {
    this.name = name;
  }

  /// Joins those who write a file.
  static SharedLog enter(LogFile files) throws IOException {
    files.createDirectory();
    SharedLog log = joined(realName(files.file()));
    log.lock.lock();
    try {
      log.channel(files);
      return log;
    } catch (IOException | RuntimeException failure) {
      log.leave();
      throw failure;
    } finally {
      log.lock.unlock();
    }
  }

  private static Path realName(Path file) throws IOException {
    Path directory = file.getParent();
    return directory == null ? file : directory.toRealPath().resolve(file.getFileName());
  }

  private static SharedLog joined(Path name) {
    DOOR.lock();
    try {
      SharedLog log = OPEN.computeIfAbsent(name, SharedLog::new);
      log.writers++;
      return log;
    } finally {
      DOOR.unlock();
    }
  }

  /// The last to leave closes the file.
  void leave() throws IOException {
    DOOR.lock();
    try {
      if (--writers > 0) {
        return;
      }
      OPEN.remove(name);
    } finally {
      DOOR.unlock();
    }
    if (channel != null) {
      channel.close();
    }
  }

  long size() {
    return size;
  }

  void put(LogFile files, ByteBuffer text) throws IOException {
    size += text.remaining();
    FileChannel open = channel(files);
    while (text.hasRemaining()) {
      open.write(text);
    }
  }

  void rotate(LogFile files) throws IOException {
    channel(files).close();
    channel = null;
    files.shift();
    channel(files);
  }

  private FileChannel channel(LogFile files) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = files.openForAppend();
      channel = open;
      size = open.size();
    }
    return open;
  }
}
