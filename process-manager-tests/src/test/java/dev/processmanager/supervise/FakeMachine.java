package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine on which hosts and processes live and die as a test says. Everybody who is not said to
/// be anything else is dead.
final class FakeMachine implements Machine {

  private final Fingerprint host;
  private final Map<Fingerprint, Verdict> verdicts;
  private final Map<String, Fingerprint> marks = new ConcurrentHashMap<>();
  private final Map<Fingerprint, Exit> exits = new ConcurrentHashMap<>();
  private final Map<Fingerprint, Execution> runs;
  private final AtomicInteger cookies = new AtomicInteger();

  FakeMachine(String host) {
    this(person(host), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private FakeMachine(
      Fingerprint host, Map<Fingerprint, Verdict> verdicts, Map<Fingerprint, Execution> runs) {
    this.host = host;
    this.verdicts = verdicts;
    this.runs = runs;
    verdicts.put(host, Verdict.SAME);
  }

  /// Another host on the same machine.
  FakeMachine with(String other) {
    return new FakeMachine(person(other), verdicts, runs);
  }

  static Fingerprint person(String name) {
    return Fingerprint.of(new Identity.OfProcess(name.hashCode(), 1, "boot"), "MARK=" + name);
  }

  void is(Fingerprint somebody, Verdict verdict) {
    verdicts.put(somebody, verdict);
  }

  void runs(Fingerprint somebody, Execution run) {
    runs.put(somebody, run);
    is(somebody, Verdict.SAME);
  }

  void hasMark(String cookie, Fingerprint somebody) {
    marks.put(cookie, somebody);
  }

  void ended(Fingerprint somebody, Exit exit) {
    is(somebody, Verdict.DEAD);
    exits.put(somebody, exit);
  }

  void dies() {
    is(host, Verdict.DEAD);
  }

  @Override
  public Fingerprint host() {
    return host;
  }

  @Override
  public String newCookie(boolean detached) {
    return "MARK=" + host.cookie() + cookies.incrementAndGet();
  }

  @Override
  public Optional<Path> exitFile(Entry.Key key) {
    return Optional.empty();
  }

  @Override
  public Fingerprint fingerprint(Identity.OfProcess process, String cookie) {
    return Fingerprint.of(process, cookie);
  }

  @Override
  public Optional<Fingerprint> keeper(Entry.Key key, int generation, Fingerprint process) {
    return Optional.empty();
  }

  @Override
  public Verdict verdict(Fingerprint recorded) {
    return verdicts.getOrDefault(recorded, Verdict.DEAD);
  }

  @Override
  public Optional<Fingerprint> marked(String cookie) {
    return Optional.ofNullable(marks.get(cookie));
  }

  @Override
  public CompletableFuture<Exit> exit(Entry entry, Fingerprint process) {
    return CompletableFuture.completedFuture(
        exits.getOrDefault(process, new Exit.Unknown("nobody has seen it")));
  }

  @Override
  public void forget(Entry.Key key) {}

  @Override
  public CompletableFuture<Execution> adopt(
      Entry entry, Fingerprint process, LaunchContext context) {
    return CompletableFuture.completedFuture(runs.get(process));
  }
}
