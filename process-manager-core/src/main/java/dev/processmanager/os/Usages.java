package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// What children use while they live, where there is a `/proc` to tell.
public final class Usages {

  private Usages() {}

  /// What a process uses by itself.
  ///
  /// @return unknown if it has ended or there is no telling
  public static ResourceUsage ofMain(Identity.OfProcess process, Spawner engine) {
    return engine
        .tools()
        .proc()
        .filter(_ -> new Identities(engine.tools()).verdict(process) == Verdict.SAME)
        .map(proc -> ProcUsage.read(proc.directory(process.pid()), false))
        .orElseGet(ResourceUsage::unknown);
  }

  /// What a process and everything that came from it use together, the processor time of those
  /// that were collected included.
  ///
  /// @param marks the variables by which descendants are known
  public static ResourceUsage ofTree(Child root, Map<String, String> marks, Spawner engine) {
    Optional<ProcFs> proc = engine.tools().proc();
    if (proc.isEmpty()) {
      return ResourceUsage.unknown();
    }
    try {
      return ProcessTree.below(root.identity(), root.keeper(), marks, engine).snapshot().stream()
          .map(member -> ProcUsage.read(proc.get().directory(member.pid()), true))
          .reduce(ResourceUsage::plus)
          .orElseGet(ResourceUsage::unknown);
    } catch (IOException unreadable) {
      return ResourceUsage.unknown();
    }
  }
}
