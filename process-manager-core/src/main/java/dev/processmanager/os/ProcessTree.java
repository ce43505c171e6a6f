package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A process with everything that came from it: its descendants, the members of its session and
/// group, and whoever carries its marks, such as daemons that left both.
final class ProcessTree {

  private final Identity.OfProcess root;
  private final Map<String, String> marks;
  private final Tools tools;
  private final Identities identities;

  ProcessTree(Identity.OfProcess root, Map<String, String> marks, Tools tools) {
    this.root = root;
    this.marks = marks;
    this.tools = tools;
    this.identities = new Identities(tools);
  }

  /// Who lives now, the root first if it is among them.
  Set<Identity.OfProcess> snapshot() {
    var members = new LinkedHashSet<Identity.OfProcess>();
    if (isAlive(root)) {
      members.add(root);
    }
    tools
        .proc()
        .ifPresentOrElse(proc -> members.addAll(byProc(proc)), () -> members.addAll(byHandle()));
    return members;
  }

  boolean isAlive(Identity.OfProcess member) {
    Verdict verdict = identities.verdict(member);
    return verdict == Verdict.SAME || verdict == Verdict.UNKNOWN;
  }

  /// Signals a member if it is proven to be the same that was found.
  boolean signal(Identity.OfProcess member, Signal signal) {
    return ProcessHandle.of(member.pid())
        .filter(_ -> identities.verdict(member) == Verdict.SAME)
        .map(handle -> new Signals(tools).send(handle, signal))
        .orElse(false);
  }

  private List<Identity.OfProcess> byHandle() {
    return ProcessHandle.of(root.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(identities::of)
        .toList();
  }

  private List<Identity.OfProcess> byProc(ProcFs proc) {
    List<ProcFs.Stat> all = proc.all();
    Map<Long, List<ProcFs.Stat>> children =
        all.stream().collect(Collectors.groupingBy(ProcFs.Stat::parent));
    var found = new HashSet<ProcFs.Stat>();
    for (ProcFs.Stat stat : all) {
      boolean sameGroup = stat.session() == root.pid() || stat.group() == root.pid();
      if (sameGroup || isMarked(proc, stat)) {
        addWithDescendants(stat, children, found);
      }
    }
    if (isAlive(root)) {
      children
          .getOrDefault(root.pid(), List.of())
          .forEach(c -> addWithDescendants(c, children, found));
    }
    long self = ProcessHandle.current().pid();
    return found.stream()
        .filter(stat -> !stat.hasEnded() && stat.pid() != self)
        .map(identities::of)
        .filter(identity -> !identity.equals(root))
        .toList();
  }

  private boolean isMarked(ProcFs proc, ProcFs.Stat stat) {
    return !marks.isEmpty()
        && marks.entrySet().stream()
            .allMatch(mark -> proc.hasVariable(stat.pid(), mark.getKey(), mark.getValue()));
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
