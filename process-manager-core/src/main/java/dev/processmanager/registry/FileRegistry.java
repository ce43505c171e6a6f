package dev.processmanager.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Entries in a JSON file, which several of these share, in this JVM and in others.
final class FileRegistry implements Registry {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final Map<Path, Shared> OPEN = new ConcurrentHashMap<>();

  /// What all who use a file in this JVM have in common.
  private record Shared(Writer writer, Damages damages, int users) {
    Shared with(int more) {
      return new Shared(writer, damages, users + more);
    }
  }

  private final Site site;
  private final Shared shared;
  private final List<Consumer<RegistryDamage>> listeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  FileRegistry(Path file) {
    this(file, PATIENCE);
  }

  /// @param patience how long a write waits for other processes
  FileRegistry(Path file, Duration patience) {
    site = Site.of(file);
    shared =
        OPEN.compute(
            site.file(), (_, open) -> (open == null ? opened(site, patience) : open).with(1));
    try {
      shared.writer.read();
    } catch (RegistryException unreadable) {
      close();
      throw unreadable;
    }
  }

  private static Shared opened(Site site, Duration patience) {
    NetworkDisk.warnOf(site.file());
    var damages = new Damages();
    return new Shared(new Writer(site, patience, damages), damages, 0);
  }

  @Override
  public List<Entry> entries() {
    return shared.writer.read().entries();
  }

  @Override
  public Optional<Entry> find(Entry.Key key) {
    return shared.writer.read().find(key);
  }

  @Override
  public List<SessionEntry> sessions() {
    return shared.writer.read().sessions();
  }

  @Override
  public synchronized CompletableFuture<Void> apply(Patch patch) {
    return closed ? refused() : shared.writer.apply(patch);
  }

  @Override
  public synchronized CompletableFuture<Void> synced() {
    return closed ? refused() : shared.writer.synced();
  }

  @Override
  public List<RegistryDamage> damages() {
    return shared.damages.found();
  }

  @Override
  public void onDamage(Consumer<RegistryDamage> listener) {
    listeners.add(listener);
    shared.damages.listen(listener);
  }

  private CompletableFuture<Void> refused() {
    return CompletableFuture.failedFuture(
        new RegistryException("The registry " + site.file() + " is closed", null));
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    shared.damages.forget(listeners);
    try {
      if (!isWritten()) {
        throw new RegistryException(
            "The registry " + site.file() + " is still being written", null);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The last one to leave puts out the light.
  private boolean isWritten() throws InterruptedException {
    CompletableFuture<Void> written = shared.writer.written();
    boolean last =
        OPEN.computeIfPresent(site.file(), (_, open) -> open.users == 1 ? null : open.with(-1))
            == null;
    if (last) {
      return shared.writer.close(CLOSE_LIMIT);
    }
    try {
      written.get(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException toldToWhoeverMadeTheChange) {
      return true;
    } catch (TimeoutException stillBusy) {
      return false;
    }
    return true;
  }
}
