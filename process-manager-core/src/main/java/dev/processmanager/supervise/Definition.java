package dev.processmanager.supervise;

import java.time.Instant;

/// How a process is defined, until an update defines it anew.
record Definition(ProcessSpec spec, Portrait portrait, Lifecycle lifecycle) {

  /// @param gated whether its first launch waits for others
  static Definition of(ProcessSpec spec, boolean gated, Instant createdAt) {
    boolean dependent = gated || !spec.dependencies().isEmpty();
    var lifecycle = new Lifecycle(Portrait.facts(spec, dependent));
    return new Definition(spec, Portrait.of(spec, createdAt), lifecycle);
  }

  Definition updated(ProcessSpec other) {
    return of(other, false, portrait.createdAt());
  }
}
