package dev.processmanager.examples.architect.store;

import static dev.processmanager.examples.architect.store.Views.await;
import static dev.processmanager.examples.architect.store.Views.event;
import static dev.processmanager.examples.architect.store.Views.running;

import dev.processmanager.examples.architect.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A program with a database on a small disk that somebody else fills up.
final class FullDisk {

  private static final int ROWS = 5000;

  private FullDisk() {}

  static void main(String[] mount) throws Exception {
    Path file = Path.of(mount[0], "architect.db");
    try (Store store = SqliteStore.open(file, Views.limits(20_000))) {
      store.services(List.of(running("a", 1)));
      store.event(event("a", 0));
      await().until(() -> count(store) == 1);
      Path ballast = SmallDisk.fill(Path.of(mount[0]));
      for (int i = 1; i <= ROWS; i++) {
        store.event(event("a", i));
      }
      await().until(() -> store.problem().isPresent());
      IO.println(store.problem().orElseThrow());

      Files.delete(ballast);

      await().until(() -> store.problem().isEmpty() && count(store) == ROWS + 1);
      store.forgetBefore(Views.NOON.plusSeconds(ROWS), Views.NOON.plusSeconds(ROWS - 10));
      await().until(() -> count(store) == 11);
    }
    IO.println("done");
  }

  private static int count(Store store) {
    return store.events(Optional.of("a"), 20_000).size();
  }
}
