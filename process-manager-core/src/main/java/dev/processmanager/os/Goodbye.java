package dev.processmanager.os;

import dev.processmanager.process.StopPlan;
import java.util.concurrent.CompletableFuture;

/// How a child that its host talks with is asked to end before any signal is sent. Offered to a
/// launch as a service of its context.
@FunctionalInterface
public interface Goodbye {

  /// Begins to ask; must not block.
  ///
  /// @return completes with true if it will end by itself; with false if a signal is to follow now
  CompletableFuture<Boolean> ask(StopPlan plan);
}
