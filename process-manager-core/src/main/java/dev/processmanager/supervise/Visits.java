package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Does something to runs that stay somebody else's.
record Visits(Habitat habitat) {

  /// What is attached for a moment only is left as it is afterwards.
  private static final boolean LET_GO_LATER = true;

  /// {@return what the action comes to; empty if it is certain of nobody that he runs}
  <T> Optional<CompletableFuture<T>> to(
      Entry entry, Function<Execution, CompletableFuture<T>> action) {
    return whoRuns(entry).map(process -> attached(entry, process, action));
  }

  Optional<Fingerprint> whoRuns(Entry entry) {
    return entry
        .run()
        .flatMap(Entry.Run::process)
        .filter(process -> habitat.machine().verdict(process) == Verdict.SAME);
  }

  private <T> CompletableFuture<T> attached(
      Entry entry, Fingerprint process, Function<Execution, CompletableFuture<T>> action) {
    var context =
        new RunContext(
            entry.key().id(),
            entry.progress().generation(),
            habitat.time(),
            List.of(),
            LET_GO_LATER,
            Optional.empty(),
            Map.of(),
            Optional.empty());
    return habitat
        .machine()
        .adopt(entry, process, habitat.contexts().apply(context))
        .thenCompose(run -> action.apply(run).whenComplete((_, _) -> run.leave()));
  }
}
