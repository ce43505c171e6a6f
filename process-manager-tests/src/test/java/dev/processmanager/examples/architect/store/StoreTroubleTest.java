package dev.processmanager.examples.architect.store;

import static dev.processmanager.examples.architect.store.Views.await;
import static dev.processmanager.examples.architect.store.Views.event;
import static dev.processmanager.examples.architect.store.Views.running;
import static dev.processmanager.examples.architect.store.Views.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.examples.architect.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever becomes of the file, nobody who writes is told to wait or to fail.
class StoreTroubleTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  @TempDir Path directory;

  private Store open(Path file) {
    return SqliteStore.open(file, Views.limits(100));
  }

  @Test
  void aLockedDatabaseHoldsNobodyUpAndGetsEverythingOnceItIsFree() throws Exception {
    Path file = directory.resolve("architect.db");
    try (Store store = open(file);
        Database other = Database.open(file)) {
      store.services(List.of(running("a", 1)));
      other.run("BEGIN IMMEDIATE");
      long before = System.nanoTime();
      store.event(event("a", 1));
      for (int i = 0; i < 150; i++) {
        store.sample(sample("a", i));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
      await().until(() -> store.problem().orElse("").contains("SQLITE_BUSY"));

      other.run("COMMIT");

      await().until(() -> store.problem().isEmpty() && hasSample(store, 149));
      assertThat(store.events(Optional.of("a"), 9)).containsExactly(event("a", 1));
    }
  }

  @Test
  void theHistorySaysHowMuchWasDroppedMeanwhile() throws Exception {
    Path file = directory.resolve("architect.db");
    try (Store store = open(file);
        Database other = Database.open(file)) {
      store.services(List.of(running("a", 1)));
      await().until(() -> other.rows("SELECT id FROM supervisor_services").size() == 1);
      other.run("BEGIN IMMEDIATE");
      store.sample(sample("a", 0));
      await().until(() -> store.problem().isPresent());
      for (int i = 1; i <= 130; i++) {
        store.sample(sample("a", i));
      }
      await().until(() -> store.problem().orElse("").endsWith("dropped so far: 30"));

      other.run("COMMIT");

      await().until(() -> !store.events(Optional.of("supervisor"), 1).isEmpty());
      assertThat(store.events(Optional.of("supervisor"), 9))
          .singleElement()
          .satisfies(gap -> assertThat(gap.type()).isEqualTo("history_gap"))
          .satisfies(gap -> assertThat(gap.details()).containsEntry("dropped", "30"));
      assertThat(store.samples("a", 200)).hasSize(101);
    }
  }

  @Test
  void aDamagedFileIsKeptAsideAndANewOneBegun() throws Exception {
    Path file = Files.writeString(directory.resolve("architect.db"), "no database ".repeat(999));
    try (Store store = open(file)) {
      store.services(List.of(running("a", 1)));
      store.event(event("a", 1));

      await().until(() -> store.problem().isEmpty() && hasEvent(store, 1));
    }
    assertThat(keptAside())
        .singleElement()
        .satisfies(kept -> assertThat(kept).hasContent("no database ".repeat(999)));
  }

  @Test
  void aFileThatIsDamagedWhileInUseIsKeptAsideToo() throws Exception {
    Path file = directory.resolve("architect.db");
    try (Store store = open(file)) {
      store.services(List.of(running("a", 1)));
      store.event(event("a", 1));
      await().until(() -> hasEvent(store, 1));
      Database.rows(file, "PRAGMA wal_checkpoint(TRUNCATE)");
      byte[] garbage = "garbage ".repeat((int) Files.size(file) / 8).getBytes(UTF_8);
      Files.write(file, garbage);

      await()
          .until(
              () -> {
                store.event(event("a", 2));
                return isThere(() -> store.samples("a", 1).isEmpty()) && !keptAside().isEmpty();
              });
      assertThat(Database.rows(file, "SELECT id, pid FROM supervisor_services"))
          .containsExactly("a|1");
    }
  }

  private List<Path> keptAside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().matches(".*damaged-\\w+")).toList();
    }
  }

  @Test
  void aDeletedFileIsMadeAnewWithAllServices() throws Exception {
    Path file = directory.resolve("data/architect.db");
    try (Store store = open(file)) {
      store.services(List.of(running("a", 1), running("b", 2)));
      store.event(event("a", 1));
      await().until(() -> hasEvent(store, 1));
      Files.delete(file);
      Files.delete(file.resolveSibling("architect.db-wal"));
      Files.delete(file.resolveSibling("architect.db-shm"));
      Files.delete(file.getParent());

      store.event(event("a", 2));

      await().until(() -> Files.exists(file) && hasEvent(store, 2));
      assertThat(Database.rows(file, "SELECT id, pid FROM supervisor_services ORDER BY id"))
          .containsExactly("a|1", "b|2");
    }
  }

  @Test
  void whereNoFileCanBeMadeItIsTriedUntilThatIsPossible() throws Exception {
    Path obstacle = Files.createFile(directory.resolve("data"));
    try (Store store = open(obstacle.resolve("architect.db"))) {
      store.event(event("supervisor", 1));
      await().until(() -> store.problem().isPresent());
      assertThatThrownBy(() -> store.events(Optional.empty(), 1))
          .isInstanceOf(StoreException.class);

      Files.delete(obstacle);

      await().until(() -> store.problem().isEmpty() && hasEvent(store, 1));
    }
  }

  @Test
  void aDatabaseOfANewerProgramIsLeftAlone() throws Exception {
    Path file = directory.resolve("architect.db");
    try (Database newer = Database.open(file)) {
      newer.run("PRAGMA user_version = 2");
    }
    try (Store store = open(file)) {
      store.event(event("supervisor", 1));
      assertThat(store.problem()).get().asString().contains("newer program");
    }
    assertThat(Database.rows(file, "SELECT * FROM sqlite_schema")).isEmpty();
    assertThat(SqliteStore.examine(file)).contains("has version 2 instead of 1");
  }

  @Test
  void onAFullDiskTheWritersGoOnAndSoDoesWritingOnceThereIsRoom() throws Exception {
    assertThat(new SmallDisk(directory).run(FullDisk.class))
        .contains("SQLITE_FULL")
        .endsWith("done\n");
  }

  private static boolean hasEvent(Store store, int second) {
    return isThere(
        () ->
            store.events(Optional.empty(), 9).stream()
                .anyMatch(event -> event.message().equals("no. " + second)));
  }

  private static boolean hasSample(Store store, int second) {
    return isThere(() -> store.samples("a", 1).contains(sample("a", second)));
  }

  private static boolean isThere(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (StoreException notYet) {
      return false;
    }
  }
}
