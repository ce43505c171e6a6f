package dev.processmanager.soak;

import dev.processmanager.TestEngine;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/// Everything that a soak can do.
sealed interface Step {

  /// Something about one process.
  sealed interface One extends Step, Serializable {
    String id();
  }

  /// Something that the host is told to do about one process.
  sealed interface Order extends One {}

  /// With its specification.
  record Start(String id) implements Order {}

  /// As it is known.
  record Again(String id) implements Order {}

  record Stop(String id) implements Order {}

  record Restart(String id) implements Order {}

  record Remove(String id) implements Order {}

  /// A stranger kills it.
  record Kill(String id) implements One {}

  /// It ends by itself.
  record End(String id, boolean success) implements One {}

  /// At once; of each family one at most.
  record Together(List<One> ones) implements Step {}

  /// At once, about one process, which is removed afterwards.
  record Rush(String id, List<One> ones) implements Step {}

  record HostBegins(TestEngine engine) implements Step {}

  record HostCloses() implements Step {}

  record HostDies() implements Step {}

  /// The host dies in the middle of what it was told to do.
  record Crash(List<Order> orders, int afterMillis) implements Step {}

  /// Whoever was on his way when the host died is removed.
  record Recover(Set<String> ids) implements Step {}

  record Load() implements Step {}

  record Cleanup() implements Step {}

  record JoinSession() implements Step {}

  record EndSession() implements Step {}

  record FillDisk() implements Step {}

  record FreeDisk() implements Step {}

  /// The wall clock of the hosts goes wrong by that.
  record SetClock(int days) implements Step {}

  /// Nothing happens for a while.
  record Pause() implements Step {}

  /// Some short commands, one that lasts too long, and a function in a child JVM.
  record Runs(int commands) implements Step {}
}
