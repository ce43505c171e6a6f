package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry.Desired;
import dev.processmanager.registry.Entry.Lease;
import dev.processmanager.registry.Entry.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntryProperties {

  @Property(tries = 300)
  void anyEntrySurvives(@ForAll("entries") Entry entry) {
    Stored stored = Stored.of(entry, null);

    assertThat(stored.entry()).contains(entry);
    assertThat(stored.text()).doesNotContain("\n", "\r");
    assertThat(Line.isIntact(stored.text())).isTrue();
  }

  @Property(tries = 100)
  void anyRegistrySurvives(@ForAll("registries") List<Entry> entries) {
    var draft = new Draft(Document.EMPTY);
    entries.forEach(entry -> draft.apply(new Patch.Put(entry.withLease(Lease.none()))));
    Document document = draft.document().next();

    assertThat(Document.parse(Image.text(document.bytes()), Document.EMPTY)).isEqualTo(document);
    assertThat(Layout.parse(Image.text(document.bytes()))).isEqualTo(document);
  }

  @Property(tries = 200)
  void whicheverEntryTakesThePlaceOfAnotherIsWhatIsReadThen(
      @ForAll("entries") Entry before, @ForAll("entries") Entry after) {
    assertThat(Stored.of(after, Stored.of(before, null)).entry()).contains(after);
  }

  @Property(tries = 500)
  void anyTimeSurvives(@ForAll("times") Instant time) {
    assertThat(Times.parse(time.toString())).isEqualTo(time);
    assertThat(Times.text(time)).isEqualTo(time.toString());
  }

  @Provide
  Arbitrary<Entry> entries() {
    return Combinators.combine(
            keys(), abouts(), progresses(), runs(), leases(), of(Desired.class), times().optional())
        .as(Entry::new);
  }

  @Provide
  Arbitrary<List<Entry>> registries() {
    return entries().list().uniqueElements(Entry::key).ofMaxSize(6);
  }

  private static Arbitrary<Entry.Key> keys() {
    Arbitrary<Scope> scopes =
        Arbitraries.oneOf(
            Arbitraries.just(Scope.global()),
            Arbitraries.strings().ofMinLength(1).map(Scope::session),
            Arbitraries.strings().alpha().map(name -> Scope.project(Path.of("/" + name))));
    return Combinators.combine(scopes, Arbitraries.strings().ofMaxLength(20)).as(Entry.Key::new);
  }

  private static Arbitrary<Entry.About> abouts() {
    Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(Arbitraries.strings(), Arbitraries.strings().ofMaxLength(20)).ofMaxSize(3);
    return Combinators.combine(
            of(ProcessKind.class),
            Arbitraries.strings(),
            paths(),
            paths(),
            Arbitraries.of(true, false),
            metadata,
            times())
        .as(Entry.About::new);
  }

  private static Arbitrary<Optional<Path>> paths() {
    return Arbitraries.strings().alpha().ofMinLength(1).map(Path::of).optional();
  }

  private static Arbitrary<Entry.Progress> progresses() {
    return Combinators.combine(
            of(ProcessState.class),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            times().list().ofMaxSize(3),
            exits().optional(),
            times().optional(),
            times())
        .as(Entry.Progress::new);
  }

  private static Arbitrary<Exit> exits() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(Exit.Exited::new),
        Arbitraries.of(new Exit.Signalled(Signal.KILL, true), new Exit.Returned(null)),
        Arbitraries.strings().map(name -> new Exit.Signalled(new Signal(name, 64), false)),
        Arbitraries.strings().map(Exit.Unknown::new));
  }

  private static Arbitrary<Optional<Run>> runs() {
    return Combinators.combine(
            Arbitraries.strings(), fingerprints().optional(), fingerprints().optional())
        .as(Run::new)
        .optional();
  }

  private static Arbitrary<Lease> leases() {
    return Combinators.combine(fingerprints().optional(), Arbitraries.longs()).as(Lease::new);
  }

  private static Arbitrary<Fingerprint> fingerprints() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.strings(),
            Arbitraries.strings(),
            Arbitraries.strings(),
            Arbitraries.longs().optional(),
            Arbitraries.longs().between(-1, Long.MAX_VALUE))
        .as(
            (pid, ticks, boot, text, cookie, inode, number) ->
                new Fingerprint(
                    new Identity.OfProcess(pid, ticks, boot),
                    text,
                    cookie,
                    inode.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    text,
                    number,
                    number));
  }

  @Provide
  static Arbitrary<Instant> times() {
    long latest = Instant.parse("+11000-01-01T00:00:00Z").getEpochSecond();
    return Combinators.combine(
            Arbitraries.longs().between(-latest, latest),
            Arbitraries.of(0, 1_000_000, 123_000, 999_999_999, 5))
        .as(Instant::ofEpochSecond);
  }

  private static <T extends Enum<T>> Arbitrary<T> of(Class<T> type) {
    return Arbitraries.of(type);
  }
}
