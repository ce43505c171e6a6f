package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes fingerprints of processes, also of those that are nobody's child here, and tells whether a
/// recorded one is the process that has its number now. Safe for use by many threads.
public final class Fingerprints {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");

  /// A number may change hands while it is looked at, but not time and again.
  private static final int LOOKS = 3;

  private final Tools tools;
  private final boolean usesPidfds;
  private final Identities identities;
  private volatile Optional<String> namespace = Optional.empty();

  Fingerprints(Tools tools, boolean usesPidfds) {
    this.tools = tools;
    this.usesPidfds = usesPidfds;
    this.identities = new Identities(tools);
  }

  /// Takes the fingerprint of a process that lives. What has ended or cannot be read leaves gaps,
  /// so that it can hardly be proven to be the same later.
  ///
  /// @param cookie the variable that it was given as its mark, as `NAME=value`; empty for none
  public Fingerprint of(Identity.OfProcess process, String cookie) {
    Sighting seen = look(process.pid(), cookie, -1);
    if (seen instanceof Sighting.Somebody who && who.startTicks() == process.startTicks()) {
      return new Fingerprint(
          process,
          namespace().orElse(""),
          cookie,
          who.pidfdInode(),
          who.executable(),
          who.session(),
          who.user());
    }
    return new Fingerprint(
        process, namespace().orElse(""), cookie, OptionalLong.empty(), "", -1, -1);
  }

  /// The mark by which a run is recorded, as `NAME=value`; empty if it has none.
  ///
  /// @param marks the variables that it is given
  public static String cookie(Map<String, String> marks) {
    return new TreeMap<>(marks)
        .entrySet().stream()
            .findFirst()
            .map(mark -> mark.getKey() + "=" + mark.getValue())
            .orElse("");
  }

  /// Takes the fingerprint of whoever has a number now.
  public Fingerprint of(long pid) {
    return of(identities.of(pid), "");
  }

  public Verdict verdict(Fingerprint recorded) {
    Optional<String> namespace = namespace();
    if (namespace.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    String bootId = tools.proc().map(ProcFs::bootId).orElse("");
    return look(recorded.process().pid(), recorded.cookie(), recorded.user())
        .verdict(recorded, new Sighting.Place(bootId, namespace.get()));
  }

  /// Everybody who has a cookie, the oldest first, and parents before their children.
  ///
  /// @param cookie the variable with its value, as `NAME=value`
  /// @throws IOException if there are processes that cannot be read now
  public List<Identity.OfProcess> marked(String cookie) throws IOException {
    return all(cookie).stream().map(identities::of).toList();
  }

  /// Who was started with a cookie, for a host that knows nothing else of it: the oldest who has
  /// it. Nobody if that has just ended, and its end is being written down.
  ///
  /// @param cookie the variable with its value, as `NAME=value`
  /// @throws IOException if there are processes that cannot be read now
  public Optional<Identity.OfProcess> main(String cookie) throws IOException {
    List<ProcFs.Stat> marked = all(cookie);
    return marked.isEmpty()
        ? Optional.empty()
        : Shim.mainOf(marked, tools.proc().orElseThrow(), identities);
  }

  private List<ProcFs.Stat> all(String cookie) throws IOException {
    if (tools.proc().isEmpty() || cookie.isEmpty()) {
      return List.of();
    }
    ProcessLook look = tools.proc().get().look();
    String name = nameIn(cookie);
    Optional<String> value = Optional.of(cookie.substring(name.length() + 1));
    var found = new ArrayList<ProcFs.Stat>();
    for (ProcFs.Stat stat : look.all()) {
      if (!stat.hasEnded() && look.hasVariable(stat.pid(), name, value)) {
        found.add(stat);
      }
    }
    found.sort(
        Comparator.comparingLong(ProcFs.Stat::startTicks)
            .thenComparingInt(stat -> generation(stat, found))
            .thenComparingLong(ProcFs.Stat::pid));
    return found;
  }

  /// How many of them a process descends from; several may start within a tick.
  private static int generation(ProcFs.Stat stat, List<ProcFs.Stat> all) {
    int ancestors = 0;
    Optional<ProcFs.Stat> next = parent(stat, all);
    while (next.isPresent() && ancestors < all.size()) {
      ancestors++;
      next = parent(next.get(), all);
    }
    return ancestors;
  }

  private static Optional<ProcFs.Stat> parent(ProcFs.Stat stat, List<ProcFs.Stat> all) {
    return all.stream().filter(other -> other.pid() == stat.parent()).findFirst();
  }

  /// Nothing if it cannot be read now; no JVM ever changes its own.
  private Optional<String> namespace() {
    if (namespace.isEmpty()) {
      try {
        namespace =
            Optional.of(
                tools.proc().isPresent() ? new ProcDetails(tools.proc().get()).namespace() : "");
      } catch (IOException unreadable) {
        LOG.debug("Who is who cannot be told now", unreadable);
      }
    }
    return namespace;
  }

  private static String nameIn(String cookie) {
    return cookie.substring(0, Math.max(0, cookie.indexOf('=')));
  }

  private Sighting look(long pid, String cookie, long user) {
    if (tools.proc().isEmpty()) {
      return byHandle(pid);
    }
    var details = new ProcDetails(tools.proc().get());
    for (int i = 0; i < LOOKS; i++) {
      Optional<Sighting> seen =
          usesPidfds
              ? byPidfd(details, pid, cookie, user)
              : byProc(details, pid, cookie, user, OptionalLong.empty());
      if (seen.isPresent()) {
        return seen.get();
      }
    }
    return new Sighting.Unreadable();
  }

  /// While a process that a descriptor means is listed, nobody else has its number.
  private static Optional<Sighting> byPidfd(
      ProcDetails details, long pid, String cookie, long user) {
    try (Pidfd held = Pidfd.of(pid)) {
      Optional<Sighting> seen = byProc(details, pid, cookie, user, held.inode());
      boolean listed = held.isListed();
      if (seen.isPresent() && seen.get() instanceof Sighting.Nobody) {
        return Optional.of(
            listed
                ? new Sighting.Unreadable()
                : held.isOpen() || held.hadNobody() ? new Sighting.Nobody(true) : seen.get());
      }
      boolean changedHands = held.isOpen() ? !listed : held.hadNobody();
      return changedHands ? Optional.empty() : seen;
    }
  }

  /// Empty if the number changed hands meanwhile.
  private static Optional<Sighting> byProc(
      ProcDetails details, long pid, String cookie, long user, OptionalLong inode) {
    try {
      Optional<ProcFs.Stat> stat = details.proc().stat(pid);
      if (stat.isEmpty()) {
        boolean own = user >= 0 && user == details.ownUser();
        return Optional.of(new Sighting.Nobody(own || details.hidesNobody()));
      }
      Sighting seen = somebody(details, stat.get(), cookie, inode);
      return details
              .proc()
              .stat(pid)
              .map(ProcFs.Stat::startTicks)
              .equals(stat.map(ProcFs.Stat::startTicks))
          ? Optional.of(seen)
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(new Sighting.Unreadable());
    }
  }

  private static Sighting somebody(
      ProcDetails details, ProcFs.Stat stat, String cookie, OptionalLong inode) throws IOException {
    String name = nameIn(cookie);
    Optional<String> value =
        name.isEmpty() ? Optional.empty() : details.proc().variable(stat.pid(), name);
    return new Sighting.Somebody(
        stat.startTicks(),
        stat.hasEnded(),
        inode,
        value.map(text -> name + "=" + text),
        details.executable(stat.pid()),
        stat.session(),
        details.user(stat.pid()));
  }

  private static Sighting byHandle(long pid) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (handle.isEmpty()) {
      return new Sighting.Nobody(true);
    }
    ProcessHandle.Info info = handle.get().info();
    return new Sighting.Somebody(
        info.startInstant().map(Instant::toEpochMilli).orElse(-1L),
        false,
        OptionalLong.empty(),
        Optional.empty(),
        info.command().orElse(""),
        -1,
        -1);
  }
}
