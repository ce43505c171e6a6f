package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/// One restart after another, each of a process that is well again before the next one goes down.
record RollingRestart(Habitat habitat, Duration limit) {

  CompletableFuture<List<ManagedProcess>> of(List<Entry.Key> keys) {
    var restarted = new ArrayList<ManagedProcess>();
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (Entry.Key key : keys) {
      last = last.thenCompose(_ -> one(key)).thenAccept(restarted::add);
    }
    return last.thenApply(_ -> List.copyOf(restarted));
  }

  private CompletableFuture<ManagedProcess> one(Entry.Key key) {
    CompletableFuture<ManagedProcess> well =
        habitat
            .neighbours()
            .find(key)
            .map(known -> known.wishes().restart().thenCompose(ManagedProcess::whenHealthy))
            .orElseGet(() -> CompletableFuture.failedFuture(new UnknownIdException(key)));
    Timer bound =
        habitat
            .time()
            .after(
                limit,
                () ->
                    well.completeExceptionally(
                        new TimeoutException(key + " is not well within " + limit)));
    well.whenComplete((_, _) -> bound.cancel());
    return well;
  }
}
