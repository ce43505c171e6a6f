package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.host;
import static dev.processmanager.registry.Entries.key;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the file, and what newer versions may have put there.
class FormatTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void isNamed() {
    file = directory.resolve("processes.json");
  }

  @Test
  void itIsOrdinaryJsonWithOneEntryALine() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    put(entry("db", ProcessState.STOPPED));

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .contains("\"format\":\"process-manager-registry\"", "\"schema\":1", "\"generation\":2");
    assertThat(lines.get(1)).contains("\"id\":\"web\"", "\"pid\":4711", "\"crc\":\"");
    Fields json = new Fields(Json.parse(Files.readString(file)));
    assertThat(json.list("entries")).hasSize(2);
    assertThat(json.number("writtenBy")).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void whatANewerVersionKnowsMoreOfAnEntrySurvivesItsChange() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    rewrite(line -> line.replace("\"restarts\":2", "\"restarts\":2,\"mood\":{\"of\":[1.50,null]}"));
    rewrite(line -> line.replace("\"pid\":4711", "\"pid\":4711,\"cgroup\":\"/a\""));

    put(entry("web", ProcessState.STOPPED).withLease(Entry.Lease.none()));

    assertThat(Files.readAllLines(file).get(1))
        .contains("\"mood\":{\"of\":[1.50,null]}", "\"state\":\"STOPPED\"")
        .doesNotContain("cgroup");
    put(entry("web", ProcessState.STOPPED));
    assertThat(Files.readAllLines(file).get(1)).contains("\"mood\":{\"of\":[1.50,null]}");
  }

  @Test
  void aStateThatOnlyANewerVersionKnowsIsUnknownAndStays() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    rewrite(line -> line.replace("\"RUNNING\",\"gen", "\"PAUSED\",\"gen"));

    try (Registry registry = Registry.file(file)) {
      Entry paused = registry.find(key("web")).orElseThrow();
      assertThat(paused.progress().state()).isEqualTo(ProcessState.UNKNOWN);
      registry.apply(new Patch.Desire(key("web"), Entry.Desired.STOPPED)).join();
    }
    assertThat(Files.readAllLines(file).get(1))
        .contains("\"state\":\"PAUSED\"", "\"desired\":\"STOPPED\"");
  }

  @Test
  void entriesOfAKindThatOnlyANewerVersionKnowsStay() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    put(entry("odd", ProcessState.RUNNING));
    rewrite(line -> line.contains("odd") ? line.replace("CLI_COMMAND", "CONTAINER") : line);
    String odd = Files.readAllLines(file).get(2);

    put(entry("web", ProcessState.STOPPED));

    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).containsExactly(entry("web", ProcessState.STOPPED));
    }
    assertThat(Files.readAllLines(file).get(2)).isEqualTo(odd);

    put(entry("odd", ProcessState.RUNNING));
    assertThat(Files.readAllLines(file)).as("nobody else can have its key").hasSize(4);
  }

  @Test
  void aNewerMinorSchemaIsWrittenOnWithItsHeader() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    rewriteHeader(
        header -> header.replace("\"schema\":1", "\"schema\":7,\"cluster\":{\"name\":\"a\"}"));

    put(entry("web", ProcessState.STOPPED));

    assertThat(Files.readAllLines(file).getFirst())
        .contains("\"schema\":7", "\"cluster\":{\"name\":\"a\"}", "\"generation\":2");
  }

  @Test
  void aNewerMajorSchemaIsReadOnly() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    rewriteHeader(header -> header.replace("\"minReader\":1", "\"minReader\":2"));
    byte[] before = Files.readAllBytes(file);

    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).hasSize(1);
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> registry.apply(new Patch.Remove(key("web"))).join())
          .havingCause()
          .isInstanceOf(RegistryVersionException.class)
          .withMessageContaining("read-only");
      assertThat(registry.entries()).hasSize(1);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void whateverElseANewerMajorSchemaHasChangedItIsNoDamage() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    put(entry("db", ProcessState.RUNNING));
    rewriteHeader(header -> header.replace("\"minReader\":1", "\"minReader\":2"));
    String whole = Files.readString(file);
    Files.writeString(file, whole.replace("\"id\":\"db\"", "\"name\":\"db\""));

    try (Registry registry = Registry.file(file)) {
      assertThat(registry.entries()).extracting(Entry::key).containsExactly(key("web"));
      assertThat(registry.apply(new Patch.Remove(key("web"))))
          .failsWithin(10, SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(RegistryVersionException.class);
    }
  }

  @Test
  void whatAToolHasLaidOutInItsOwnWayIsReadAllTheSame() throws IOException {
    put(entry("web", ProcessState.RUNNING));
    put(entry("db", ProcessState.STOPPED));
    Files.writeString(
        file, Files.readString(file).replace(",\"", " ,\r\n  \"").replace(":", " : "));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .as("a space within a text is a change")
        .isThrownBy(() -> Document.parse(Files.readString(file), Document.EMPTY));

    String indented = Files.readString(file).replace(" : ", ":");
    assertThat(Document.parse(indented, Document.EMPTY).entries()).hasSize(2);
  }

  @Test
  void everyExitComesBackAsFarAsAFileCanKeepIt() {
    assertThat(kept(new Exit.Exited(255))).contains(new Exit.Exited(255));
    assertThat(kept(new Exit.Signalled(Signal.KILL, true)))
        .contains(new Exit.Signalled(Signal.KILL, true));
    assertThat(kept(new Exit.Unknown("gone"))).contains(new Exit.Unknown("gone"));
    assertThat(kept(new Exit.Returned(new Object()))).contains(new Exit.Returned(null));
    assertThat(kept(new Exit.Threw(new IllegalStateException("no"))))
        .contains(new Exit.Unknown("threw java.lang.IllegalStateException: no"));
  }

  private Optional<Exit> kept(Exit exit) {
    Entry web = entry("web", ProcessState.STOPPED);
    Progress was = web.progress();
    var progress =
        new Progress(
            was.state(),
            was.generation(),
            was.restarts(),
            was.restartsInRow(),
            was.recentRestarts(),
            Optional.of(exit),
            was.startedAt(),
            was.updatedAt());
    put(new Entry(web.key(), web.about(), progress, web.run(), web.lease(), web.desired()));
    try (Registry registry = Registry.file(file)) {
      return registry.find(key("web")).orElseThrow().progress().exit();
    }
  }

  @Test
  void sessionsStandBesideEntries() {
    Instant begun = Instant.parse("2026-01-01T00:00:00Z");
    var session = new SessionEntry("s \"1\"", host(7), begun, Map.of("project", "/a b"));
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.BeginSession(session)).join();
      registry.apply(new Patch.Put(entry("s \"1\"", ProcessState.RUNNING))).join();
    }
    try (Registry registry = Registry.file(file)) {
      assertThat(registry.sessions()).containsExactly(session);
      assertThat(registry.entries()).hasSize(1);
      registry.apply(new Patch.EndSession(session.id(), session.owner())).join();
      assertThat(registry.sessions()).isEmpty();
    }
  }

  @Test
  void whatOnlyLooksLikeARegistryIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Document.parse("{\"format\":\"other\"}", Document.EMPTY));
    Map<String, Object> twice = Map.of("id", "a");
    String line = Line.sealed(new LinkedHashMap<>(twice));
    String header =
        Image.text(new Document(Header.NONE.next(2), Map.of()).bytes()).lines().findFirst().get();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> Document.parse(header + "\n" + line + ",\n" + line + "\n]}\n", Document.EMPTY))
        .withMessageContaining("twice");
  }

  private void put(Entry entry) {
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry)).join();
    }
  }

  private interface Edit {
    String of(String line);
  }

  /// As a newer version would write it.
  private void rewrite(Edit edit) throws IOException {
    Document now = Document.parse(Files.readString(file), Document.EMPTY);
    List<Stored> lines =
        now.lines().values().stream().map(stored -> resealed(stored.text(), edit)).toList();
    Files.write(file, Document.of(now.header(), lines).bytes());
  }

  private static Stored resealed(String line, Edit edit) {
    return Stored.read(Line.sealed(Line.unsealed(edit.of(line))));
  }

  private void rewriteHeader(Edit edit) throws IOException {
    Document now = Document.parse(Files.readString(file), Document.EMPTY);
    Header header = Header.read(Line.unsealed(edit.of(Line.sealed(now.header().fields()))));
    Files.write(file, new Document(header, now.lines()).bytes());
  }
}
