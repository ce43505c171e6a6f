package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRegistryTest {

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsThereForTheNext() {
    Path file = directory.resolve("sub/processes.json");
    Entry web = entry("web", ProcessState.RUNNING);
    Entry db = entry("db", ProcessState.STOPPED);
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(web)).join();
      registry.apply(new Patch.Put(db)).join();
      registry.apply(new Patch.Put(entry("gone", ProcessState.STOPPED))).join();
      registry.apply(new Patch.Remove(key("gone"))).join();
    }

    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).containsExactly(web, db);
    }
  }

  @Test
  void aRegistryThatNobodyHasWrittenAnythingIntoIsSavedAsItIs() {
    try (Registry registry = Registry.file(directory.resolve("processes.json"))) {
      registry.synced().join();
      assertThat(registry.entries()).isEmpty();
    }
  }

  @Test
  void manyChangesAtOnceAreAllThereAndLeaveNoTemporaryFile() throws IOException {
    Path file = directory.resolve("processes.json");
    try (Registry registry = Registry.file(file)) {
      CompletableFuture.allOf(
              IntStream.range(0, 500)
                  .mapToObj(i -> new Patch.Put(entry("p" + i, ProcessState.RUNNING)))
                  .map(registry::apply)
                  .toArray(CompletableFuture[]::new))
          .join();
      assertThat(registry.entries()).hasSize(500);
    }

    try (Registry registry = Registry.file(file);
        var files = Files.list(directory)) {
      assertThat(registry.entries()).hasSize(500);
      assertThat(files).contains(file).noneMatch(path -> path.toString().endsWith(".tmp"));
    }
  }

  @Test
  void aWriteThatFailsIsToldAndForgetsNothing() throws IOException {
    Path file = directory.resolve("processes.json");
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      Files.delete(file);
      Path obstacle = Files.createDirectories(file.resolve("in-the-way"));
      assertThatThrownBy(registry.apply(new Patch.Put(entry("db", ProcessState.RUNNING)))::join)
          .hasCauseInstanceOf(RegistryException.class)
          .hasMessageContaining(file.toString());
      Files.delete(obstacle);
      Files.delete(file);

      assertThat(registry.entries()).hasSize(2);
      registry.apply(new Patch.Put(entry("cache", ProcessState.RUNNING))).join();
    }
    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).hasSize(3);
    }
  }

  @Test
  void aClosedRegistryRefusesChanges() {
    Registry registry = Registry.file(directory.resolve("processes.json"));
    registry.close();
    registry.close();

    assertThatThrownBy(registry.apply(new Patch.Remove(key("x")))::join)
        .hasMessageContaining("closed");
  }

  @Test
  void scopesSurvive() {
    for (Scope scope :
        List.of(Scope.global(), Scope.project(Path.of("/a:b")), Scope.session("s:1"))) {
      assertThat(Scope.parse(scope.toString())).isEqualTo(scope);
    }
    assertThatThrownBy(() -> Scope.session("")).isInstanceOf(IllegalArgumentException.class);
  }
}
