package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.pages.ReferencePage;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of the registry file tells about each key that stands there, and about no other.
class RegistryFilePageTest {

  private static final ReferencePage PAGE = ReferencePage.of("reference/registry-file.md");
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void eachKeyIsToldAndNoOther() throws IOException {
    Fields json = written();

    assertThat(keys(json)).isEqualTo(PAGE.section("Header").subjects());
    Set<String> ofEntries = new TreeSet<>();
    for (Fields line : json.list("entries").stream().map(Fields::new).toList()) {
      if (line.has("session")) {
        assertThat(keys(line)).isEqualTo(PAGE.section("Session").subjects());
      } else {
        ofEntries.addAll(keys(line));
        assertThat(keys(line.object("owner").orElseThrow()))
            .isEqualTo(PAGE.section("Process").subjects());
      }
    }
    assertThat(ofEntries).isEqualTo(PAGE.section("Entry").subjects());
  }

  /// A file with everything that can stand in one.
  private Fields written() throws IOException {
    Path file = directory.resolve("processes.json");
    List<Exit> ends =
        List.of(
            new Exit.Exited(3),
            new Exit.Signalled(Signal.KILL, false),
            new Exit.Returned("x"),
            new Exit.Threw(new IOException("x")),
            new Exit.Unknown("nobody saw it"));
    assertThat(Exit.class.getPermittedSubclasses())
        .hasSameElementsAs(ends.stream().map(Object::getClass).toList());
    try (Registry registry = Registry.file(file)) {
      for (Exit end : ends) {
        registry.apply(new Patch.Put(entry(end))).join();
      }
      var session = new SessionEntry("build", Entries.host(1), THEN, Map.of("note", "x"));
      registry.apply(new Patch.BeginSession(session)).join();
    }
    return new Fields(Json.parse(Files.readString(file)));
  }

  private static Entry entry(Exit end) {
    Entry usual = Entries.entry(end.getClass().getSimpleName(), ProcessState.RUNNING);
    Entry.Progress first = usual.progress();
    var progress =
        new Entry.Progress(
            first.state(),
            first.generation(),
            first.restarts(),
            first.restartsInRow(),
            first.recentRestarts(),
            Optional.of(end),
            first.startedAt(),
            first.updatedAt());
    var run =
        new Entry.Run("c00k1e", usual.run().orElseThrow().process(), Optional.of(Entries.host(2)));
    return new Entry(
        usual.key(),
        usual.about(),
        progress,
        Optional.of(run),
        Entry.Lease.first(Entries.host(1)),
        usual.desired(),
        Optional.of(THEN));
  }

  private static Set<String> keys(Fields object) {
    return new TreeSet<>(object.map().keySet());
  }
}
