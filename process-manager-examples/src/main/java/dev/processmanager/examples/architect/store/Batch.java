package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What goes into one transaction, together with the services as they are then.
record Batch(
    List<ServiceEvent> events, List<Alert> alerts, List<Sample> samples, Optional<Expiry> expiry) {

  static final Batch EMPTY = new Batch(List.of(), List.of(), List.of(), Optional.empty());

  /// What is older is to be forgotten.
  record Expiry(Instant samples, Instant events) {}
}
