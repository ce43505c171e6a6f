package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entries in a JSON file. One writer thread takes all changes that wait and writes them at once,
/// so that many changes cost one replacement.
final class FileRegistry implements Registry {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");
  private static final long CLOSE_LIMIT_SECONDS = 10;

  private record Change(Patch patch, CompletableFuture<Void> written) {}

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Entry.Key, Entry> entries = new LinkedHashMap<>();
  private final List<Change> waiting = new ArrayList<>();
  private boolean failing;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("process-manager-registry").factory());

  FileRegistry(Path file) {
    this.file = file.toAbsolutePath();
    writer.allowCoreThreadTimeOut(true);
    try {
      if (Files.exists(this.file)) {
        EntryJson.parse(Files.readString(this.file))
            .forEach(entry -> entries.put(entry.key(), entry));
      }
    } catch (IOException | RuntimeException unreadable) {
      throw new RegistryException(
          "Cannot read the registry " + this.file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  @Override
  public List<Entry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Void> apply(Patch patch) {
    var change = new Change(patch, new CompletableFuture<>());
    lock.lock();
    try {
      if (writer.isShutdown()) {
        return CompletableFuture.failedFuture(
            new RegistryException("The registry " + file + " is closed", null));
      }
      waiting.add(change);
      if (waiting.size() == 1) {
        writer.execute(this::writeWaiting);
      }
    } finally {
      lock.unlock();
    }
    return change.written;
  }

  private void writeWaiting() {
    List<Change> batch;
    boolean structural = false;
    String text;
    lock.lock();
    try {
      batch = List.copyOf(waiting);
      waiting.clear();
      for (Change change : batch) {
        structural |= made(change.patch);
      }
      text = EntryJson.write(entries.values());
    } finally {
      lock.unlock();
    }
    try {
      AtomicFile.replace(file, text, structural);
      failing = false;
      batch.forEach(change -> change.written.complete(null));
    } catch (IOException | RuntimeException | Error failure) {
      var problem =
          new RegistryException("Cannot write the registry " + file + ": " + failure, failure);
      if (!failing) {
        LOG.error("The registry is not written until this is mended", problem);
      }
      failing = true;
      batch.forEach(change -> change.written.completeExceptionally(problem));
    }
  }

  /// Makes a change and tells whether it adds or removes an entry.
  private boolean made(Patch patch) {
    return switch (patch) {
      case Patch.Put(Entry entry) -> entries.put(entry.key(), entry) == null;
      case Patch.Remove(Entry.Key key) -> entries.remove(key) != null;
    };
  }

  @Override
  public void close() {
    lock.lock();
    try {
      writer.shutdown();
    } finally {
      lock.unlock();
    }
    try {
      if (!writer.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new RegistryException("The registry " + file + " is still being written", null);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
