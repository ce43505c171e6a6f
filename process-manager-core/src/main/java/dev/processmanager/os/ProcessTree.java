package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/// A process with everything that came from it: its descendants, the members of its session and
/// group, and whoever carries its marks, such as daemons that left both.
///
/// Numbers are used again, so parentage, group and session count only while somebody who is proven
/// to belong here holds the number. Not safe for use by several threads. It is written in loops,
/// since a JVM that ends with children waits for all that is linked first then.
final class ProcessTree {

  private final Optional<Identity.OfProcess> root;
  private final Optional<Identity.OfProcess> keeper;
  private final Map<String, Optional<String>> marks;
  private final Tools tools;
  private final Signaller signaller;
  private final Identities identities;
  private final Set<Identity.OfProcess> known = new HashSet<>();

  /// @param root where it begins, if there is one process
  /// @param keeper who keeps the end of the root, and is not counted
  /// @param marks variables of which each member has all, with that value or, where empty, any
  private ProcessTree(
      Optional<Identity.OfProcess> root,
      Optional<Identity.OfProcess> keeper,
      Map<String, Optional<String>> marks,
      Spawner engine) {
    this.root = root;
    this.keeper = keeper;
    this.marks = marks;
    this.tools = engine.tools();
    this.signaller = engine.signaller();
    this.identities = new Identities(tools);
    root.ifPresent(known::add);
  }

  /// A process and everything that came from it.
  ///
  /// @param keeper who keeps the end of the root, and is not counted
  /// @param marks variables with the values that its descendants have
  static ProcessTree below(
      Identity.OfProcess root,
      Optional<Identity.OfProcess> keeper,
      Map<String, String> marks,
      Spawner engine) {
    var values = new HashMap<String, Optional<String>>();
    marks.forEach((name, value) -> values.put(name, Optional.of(value)));
    return new ProcessTree(Optional.of(root), keeper, values, engine);
  }

  /// Everybody who has a variable, whatever its value.
  static ProcessTree marked(String name, Spawner engine) {
    return new ProcessTree(
        Optional.empty(), Optional.empty(), Map.of(name, Optional.empty()), engine);
  }

  /// Who lives now.
  ///
  /// @throws IOException if that cannot be read now; then nothing is known to have ended
  Set<Identity.OfProcess> snapshot() throws IOException {
    known.removeIf(member -> !holdsItsNumber(member));
    known.addAll(tools.proc().isPresent() ? byProc(tools.proc().get()) : byHandle());
    var living = new LinkedHashSet<>(known);
    living.removeIf(member -> !isAlive(member));
    return living;
  }

  boolean isAlive(Identity.OfProcess member) {
    Verdict verdict = identities.verdict(member);
    return verdict == Verdict.SAME || verdict == Verdict.UNKNOWN;
  }

  /// Signals a member if it is proven to be the same that was found.
  boolean signal(Identity.OfProcess member, Signal signal) {
    return signaller.send(member, signal);
  }

  /// A zombie holds its number, too.
  private boolean holdsItsNumber(Identity.OfProcess member) {
    return tools.proc().isPresent()
        ? identities.isListed(member)
        : identities.verdict(member) == Verdict.SAME;
  }

  private Collection<Identity.OfProcess> byHandle() {
    return known.stream()
        .flatMap(member -> ProcessHandle.of(member.pid()).stream())
        .flatMap(ProcessHandle::descendants)
        .map(identities::of)
        .toList();
  }

  private Collection<Identity.OfProcess> byProc(ProcFs proc) throws IOException {
    OptionalLong aside =
        keeper.filter(this::isAlive).map(Identity::processId).orElseGet(OptionalLong::empty);
    ProcessLook look = proc.look();
    var children = new HashMap<Long, List<ProcFs.Stat>>();
    var surelyOurs = new HashSet<ProcFs.Stat>();
    for (ProcFs.Stat stat : look.all()) {
      children.computeIfAbsent(stat.parent(), _ -> new ArrayList<>()).add(stat);
      if (known.contains(identities.of(stat))) {
        surelyOurs.add(stat);
      }
    }
    Predicate<ProcFs.Stat> sameGroup = ownGroup(root, surelyOurs).or(ownGroup(keeper, surelyOurs));
    var found = new HashSet<ProcFs.Stat>();
    for (ProcFs.Stat stat : look.all()) {
      if (surelyOurs.contains(stat)
          || (!isAside(stat, aside) && (sameGroup.test(stat) || isMarked(look, stat)))) {
        addWithDescendants(stat, children, found);
      }
    }
    long self = ProcessHandle.current().pid();
    var living = new ArrayList<Identity.OfProcess>();
    for (ProcFs.Stat stat : found) {
      if (!stat.hasEnded() && stat.pid() != self) {
        living.add(identities.of(stat));
      }
    }
    return living;
  }

  /// Whether it is the keeper or at work for it.
  private static boolean isAside(ProcFs.Stat stat, OptionalLong keeper) {
    return keeper.isPresent()
        && (stat.pid() == keeper.getAsLong() || stat.parent() == keeper.getAsLong());
  }

  /// Whether a process is in the session or group that somebody leads, which exists as long as a
  /// member does.
  private static Predicate<ProcFs.Stat> ownGroup(
      Optional<Identity.OfProcess> leader, Set<ProcFs.Stat> surelyOurs) {
    if (leader.isEmpty()) {
      return _ -> false;
    }
    long id = leader.get().pid();
    boolean session = false;
    boolean group = false;
    for (ProcFs.Stat stat : surelyOurs) {
      session |= stat.session() == id;
      group |= stat.group() == id;
    }
    boolean sessionIsOurs = session;
    boolean groupIsOurs = group;
    return stat -> (sessionIsOurs && stat.session() == id) || (groupIsOurs && stat.group() == id);
  }

  private boolean isMarked(ProcessLook look, ProcFs.Stat stat) throws IOException {
    for (Map.Entry<String, Optional<String>> mark : marks.entrySet()) {
      if (!look.hasVariable(stat.pid(), mark.getKey(), mark.getValue())) {
        return false;
      }
    }
    return !marks.isEmpty();
  }

  private static void addWithDescendants(
      ProcFs.Stat start, Map<Long, List<ProcFs.Stat>> children, Set<ProcFs.Stat> found) {
    var open = new ArrayDeque<ProcFs.Stat>(List.of(start));
    while (!open.isEmpty()) {
      ProcFs.Stat next = open.pop();
      if (found.add(next)) {
        open.addAll(children.getOrDefault(next.pid(), List.of()));
      }
    }
  }
}
