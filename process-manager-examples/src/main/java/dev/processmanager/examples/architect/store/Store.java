package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the daemon remembers of its services. Writing returns at once and never throws: a store
/// that is full or locked must not stop supervision. Reading fails with a [StoreException].
///
/// Safe for use by many threads.
public interface Store extends AutoCloseable {

  /// The present state of all services; those that are not among them are forgotten.
  void services(List<ServiceView> services);

  void service(ServiceView service);

  void event(ServiceEvent event);

  void sample(Sample sample);

  /// @param level `info`, `warning` or `critical`
  void alert(String service, String level, String message, Instant at);

  /// The newest first.
  List<ServiceEvent> events(Optional<String> service, int limit);

  /// The newest first.
  List<Sample> samples(String service, int limit);

  /// Forgets samples and events that are older.
  void forgetBefore(Instant samples, Instant events);

  /// What went wrong last when writing; empty once a write has succeeded again.
  Optional<String> problem();

  /// Waits for pending writes, for two seconds at most.
  @Override
  void close();
}
