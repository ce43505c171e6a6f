package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final Contents contents = new Contents();
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
        RegistryText.parse(Files.readString(this.file), contents);
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
      return contents.entries();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<SessionEntry> sessions() {
    lock.lock();
    try {
      return contents.sessions();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Void> synced() {
    return CompletableFuture.runAsync(() -> {}, writer);
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
        structural |= change.patch instanceof Patch.Put || change.patch instanceof Patch.Remove;
        made(change);
      }
      text = RegistryText.write(contents);
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

  private void made(Change change) {
    try {
      contents.apply(change.patch);
    } catch (RegistryConflictException refused) {
      change.written.completeExceptionally(refused);
    }
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
