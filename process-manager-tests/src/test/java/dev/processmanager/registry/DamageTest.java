package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.key;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.processmanager.Sample;
import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {

  private static final int ENTRIES = 8;

  @TempDir Path directory;
  private Path file;
  private Path backup;

  @BeforeEach
  void someEntriesAreWritten() {
    file = directory.resolve("processes.json");
    backup = directory.resolve("processes.json.bak");
    try (Registry registry = Registry.file(file)) {
      for (int i = 0; i < ENTRIES; i++) {
        registry.apply(new Patch.Put(entry("p" + i, ProcessState.RUNNING))).join();
      }
    }
  }

  /// @param heard what its listener is told of, a moment later
  private record Found(
      List<Entry> entries, List<RegistryDamage> damages, List<RegistryDamage> heard) {}

  private Found found() {
    var heard = new CopyOnWriteArrayList<RegistryDamage>();
    try (Registry registry = Registry.file(file)) {
      registry.onDamage(heard::add);
      return new Found(registry.entries(), registry.damages(), heard);
    }
  }

  @Test
  void aFileCutOffAnywhereLosesOnlyTheLinesThatAreNotWhole() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.delete(backup);
    int step = Sample.of(7, 1);
    for (int length = whole.length - 2; length >= 0; length -= step) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file, cut);
      // a line counts once its last byte is there
      long complete =
          IntStream.range(1, ENTRIES + 1).filter(i -> cut.length >= end(whole, i)).count();
      Salvage salvage = Salvage.of(file, Image.text(cut), "cut", List.of());

      assertThat(salvage.document().entries()).as("%d bytes", length).hasSize((int) complete);
      assertThat(Salvage.wasRegistry(Image.text(cut))).isTrue();
    }
  }

  /// Where the n-th line after the header ends, without a separator.
  private static int end(byte[] whole, int line) {
    int at = 0;
    for (int i = 0; i <= line; i++) {
      at = indexOf(whole, (byte) '\n', at) + 1;
    }
    return whole[at - 2] == ',' ? at - 2 : at - 1;
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    int at = from;
    while (bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  @Test
  void withABackupAFileCutOffAnywhereLosesAtMostTheLatestChange() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int step = Sample.of(97, 1);
    for (int length = whole.length - 2; length >= 0; length -= step) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(found().entries()).as("%d bytes", length).hasSizeGreaterThanOrEqualTo(ENTRIES - 1);
    }
  }

  @Test
  void oneWrongBitHarmsTwoNeighboursAtMost() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.delete(backup);
    var random = new Random(5);
    for (int i = 0; i < Sample.of(300, 4_000); i++) {
      byte[] flipped = whole.clone();
      int bit = random.nextInt(whole.length * 8);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);

      try (Registry registry = Registry.file(file)) {
        assertThat(registry.entries())
            .as("bit %d", bit)
            .hasSizeGreaterThanOrEqualTo(ENTRIES - 2)
            .allSatisfy(
                entry ->
                    assertThat(entry).isEqualTo(entry(entry.key().id(), ProcessState.RUNNING)));
      }
    }
  }

  @Test
  void tellsWhatWasLostAndWhatCameBack() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\"id\":\"p7\"", "\"id\":\"q7\""));
    Files.writeString(file, Files.readString(file).replace("\"id\":\"p3\"", "\"id\":\"q3\""));

    Found found = found();

    assertThat(found.entries()).extracting(entry -> entry.key().id()).contains("p3", "p6");
    assertThat(found.damages())
        .singleElement()
        .isEqualTo(new RegistryDamage(file, "the checksum of entry 4 is wrong", ENTRIES - 2, 1, 1));
    await().atMost(5, SECONDS).until(() -> found.heard().equals(found.damages()));
  }

  @Test
  void theNextWriteMendsItAndPutsTheBadFileAside() throws IOException {
    Files.writeString(file, Files.readString(file).substring(0, 900));
    byte[] good = Files.readAllBytes(backup);
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("new", ProcessState.RUNNING))).join();
    }

    assertThat(found().damages()).isEmpty();
    assertThat(found().entries()).hasSize(ENTRIES);
    assertThat(Files.readAllBytes(backup)).as("a bad file is no backup").isEqualTo(good);
    assertThat(quarantined()).singleElement().satisfies(aside -> assertThat(aside).hasSize(900));
  }

  @Test
  void theSameDamageIsPutAsideOnceAndNeverMoreThanThree() throws IOException {
    for (int i = 0; i < 5; i++) {
      damageAndMend(900 + i);
    }
    List<Path> kept = quarantined();
    assertThat(kept).hasSize(3);

    byte[] bad = Files.readAllBytes(kept.getFirst());
    for (int i = 0; i < 2; i++) {
      Files.write(file, bad);
      mend();
    }
    assertThat(quarantined()).containsExactlyInAnyOrderElementsOf(kept);
  }

  private void damageAndMend(int length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    mend();
  }

  private void mend() {
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Remove(key("nobody"))).join();
    }
  }

  private List<Path> quarantined() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().contains(".corrupt-")).toList();
    }
  }

  @Test
  void anEmptyOrErasedOrMissingFileWithABackupIsNoNewRegistry() throws IOException {
    for (byte[] nothing : List.of(new byte[0], new byte[4_096])) {
      Files.write(file, nothing);
      assertThat(found().entries()).hasSize(ENTRIES - 1);
    }
    Files.delete(file);
    assertThat(found().entries()).hasSize(ENTRIES - 1);
    assertThat(file).as("whoever only reads writes nothing").doesNotExist();
  }

  @Test
  void anEmptyFileAloneIsANewRegistry() throws IOException {
    Path fresh = Files.createFile(directory.resolve("fresh.json"));
    try (Registry registry = Registry.file(fresh)) {
      assertThat(registry.entries()).isEmpty();
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      assertThat(registry.entries()).hasSize(1);
    }
  }

  @Test
  void erasedWithoutABackupItIsLostButGoesOn() throws IOException {
    Files.delete(backup);
    Files.write(file, new byte[4_096]);
    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).isEmpty();
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      assertThat(registry.entries()).hasSize(1);
    }
    assertThat(quarantined()).hasSize(1);
  }

  @Test
  void whoHasTheRegistryOpenIsAsGoodAsABackup() throws IOException {
    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).hasSize(ENTRIES);
      Files.delete(file);
      Files.delete(backup);

      assertThat(registry.entries()).hasSize(ENTRIES);
      registry.apply(new Patch.Put(entry("new", ProcessState.RUNNING))).join();
    }
    assertThat(found().entries()).hasSize(ENTRIES + 1);
  }

  @Test
  void whatNeverWasARegistryIsRefusedAndLeftAlone() throws IOException {
    for (String other : List.of("not json", "{\"name\":\"web\"}", "[]", "PK\u0003\u0004")) {
      Path foreign = Files.writeString(directory.resolve("package.json"), other);

      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> Registry.file(foreign))
          .withMessageContaining(foreign + " is not a registry: ");
      assertThat(foreign).hasContent(other);
    }
    assertThat(directory.resolve("package.json.lock")).doesNotExist();
  }
}
