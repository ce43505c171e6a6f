package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
  void aPersonCanReadIt() throws IOException {
    Path file = directory.resolve("processes.json");
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
    }

    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(1)).contains("\"id\":\"web\"", "\"pid\":4711"));
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("new/processes.json");
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
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
      assertThat(files)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder(
              "processes.json",
              "processes.json.bak",
              "processes.json.lock",
              "processes.json.owner");
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
  void refusesAFileThatIsNoRegistry() throws IOException {
    Path file = Files.writeString(directory.resolve("processes.json"), "{\"format\":\"other\"}");
    assertThatThrownBy(() -> Registry.file(file))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(file.toString());

    Files.writeString(file, "not json");
    assertThatThrownBy(() -> Registry.file(file)).hasMessageContaining("line 1, column 1");
    assertThat(file).hasContent("not json");
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
