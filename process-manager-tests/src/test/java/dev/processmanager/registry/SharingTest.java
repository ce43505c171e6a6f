package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.host;
import static dev.processmanager.registry.Entries.key;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several who use one file at once.
class SharingTest {

  @TempDir Path directory;
  private Path file;
  private Path lock;

  @BeforeEach
  void isNamed() {
    file = directory.resolve("processes.json");
    lock = directory.resolve("processes.json.lock");
  }

  @Test
  void eachSeesWhatTheOtherWrites() {
    try (Registry one = Registry.file(file);
        Registry other = Registry.file(file)) {
      one.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      other.apply(new Patch.Desire(key("web"), Entry.Desired.STOPPED)).join();
      one.apply(new Patch.Put(entry("web", ProcessState.STOPPED))).join();

      assertThat(other.find(key("web")))
          .isEqualTo(one.find(key("web")))
          .contains(entry("web", ProcessState.STOPPED).withDesired(Entry.Desired.STOPPED));
    }
  }

  @Test
  void theEndOfOneIsNotTheEndOfTheOther() {
    try (Registry other = Registry.file(file)) {
      Registry one = Registry.file(file);
      one.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      one.close();

      assertThat(one.apply(new Patch.Remove(key("web"))))
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableThat()
          .withMessageContaining("closed");
      other.apply(new Patch.Put(entry("db", ProcessState.RUNNING))).join();
      assertThat(other.entries()).hasSize(2);
    }
  }

  @Test
  void ofManyWhoClaimAtOnceExactlyOneWins() {
    try (Registry one = Registry.file(file);
        Registry other = Registry.file(file)) {
      one.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      var claims = new ArrayList<CompletableFuture<Boolean>>();
      for (int i = 0; i < 20; i++) {
        claims.add(claimed(i % 2 == 0 ? one : other, i));
      }
      assertThat(claims.stream().filter(CompletableFuture::join)).hasSize(1);
      assertThat(one.find(key("web")).orElseThrow().lease().epoch()).isEqualTo(1);
    }
  }

  private static CompletableFuture<Boolean> claimed(Registry registry, int host) {
    return registry
        .apply(new Patch.Claim(key("web"), host(host), 0))
        .handle((_, refusal) -> refusal == null);
  }

  @Test
  void aLockThatSomebodyHasDeletedIsMadeAgain() throws IOException {
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      Files.delete(lock);
      registry.apply(new Patch.Put(entry("db", ProcessState.RUNNING))).join();

      assertThat(lock).exists();
    }
    assertThat(lock).as("it is never deleted").exists();
  }

  /// A second class loader of this JVM looks like that.
  @Test
  void whoWaitsTooLongIsToldAndItsChangeIsMadeLater() throws Exception {
    Files.createFile(lock);
    try (Registry registry = new FileRegistry(file, Duration.ofMillis(200));
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      try (var held = channel.lock()) {
        assertThat(held.isValid()).isTrue();
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> registry.apply(put("web")).get(10, SECONDS))
            .havingCause()
            .isInstanceOf(RegistryBusyException.class)
            .withMessageContaining("waited 200 ms");
        assertThat(registry.apply(new Patch.Claim(key("web"), host(1), 0)))
            .failsWithin(Duration.ofSeconds(10));
      }
      registry.synced().get(10, SECONDS);
      assertThat(Document.parse(Files.readString(file), Document.EMPTY).entries())
          .containsExactly(entry("web", ProcessState.RUNNING));
    }
  }

  private static Patch put(String id) {
    return new Patch.Put(entry(id, ProcessState.RUNNING));
  }

  @Test
  void anInterruptedCallerHarmsNobody() {
    try (Registry registry = Registry.file(file)) {
      var changes = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 50; i++) {
        Thread.currentThread().interrupt();
        changes.add(registry.apply(put("p" + i)));
        assertThat(registry.entries()).hasSizeLessThanOrEqualTo(50);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      }
      changes.forEach(CompletableFuture::join);
      assertThat(registry.entries()).hasSize(50);
    }
  }

  @Test
  void whoeverGoesOnWithCodeOfItsOwnHoldsUpNobody() throws Exception {
    try (Registry registry = Registry.file(file)) {
      var block = new CompletableFuture<Void>();
      for (int i = 0; i < 10; i++) {
        // on a thread of its own, because what is written already is gone on with at once
        Thread.startVirtualThread(() -> registry.apply(put("web")).thenAccept(_ -> block.join()));
        Thread.startVirtualThread(() -> registry.synced().thenAccept(_ -> block.join()));
      }
      registry.apply(put("db")).get(10, SECONDS);
      registry.synced().get(10, SECONDS);
      block.complete(null);
    }
  }

  @Test
  void whatAKilledWriterHasLeftIsCleanedUp() throws IOException {
    Path left =
        Files.createFile(
            directory.resolve("processes.json.00000000-0000-0000-0000-000000000000.tmp"));
    Path alike = Files.createFile(directory.resolve("processes.json.mine.tmp"));
    try (Registry registry = Registry.file(file)) {
      registry.apply(put("web")).join();
    }
    assertThat(left).doesNotExist();
    assertThat(alike).exists();
  }

  @Test
  void aChangeThatChangesNothingWritesNothing() throws IOException {
    try (Registry registry = Registry.file(file)) {
      registry.apply(put("web")).join();
      byte[] before = Files.readAllBytes(file);
      registry.apply(put("web")).join();
      registry.apply(new Patch.Remove(key("nobody"))).join();
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void changesOfOneCallerAreMadeInTheirOrder() {
    try (Registry registry = Registry.file(file)) {
      CompletableFuture.allOf(
              IntStream.range(0, 200)
                  .mapToObj(i -> i % 2 == 0 ? put("web") : new Patch.Remove(key("web")))
                  .map(registry::apply)
                  .toArray(CompletableFuture[]::new))
          .join();
      assertThat(registry.entries()).isEmpty();
    }
  }

  @Test
  void aConflictIsToldAndTheRestOfItsBatchIsWritten() {
    try (Registry registry = Registry.file(file)) {
      CompletableFuture<Void> refused = registry.apply(new Patch.Claim(key("nobody"), host(1), 0));
      CompletableFuture<Void> made = registry.apply(put("web"));
      made.join();
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(refused::join)
          .withCauseInstanceOf(RegistryConflictException.class);
      assertThat(registry.entries()).hasSize(1);
    }
  }
}
