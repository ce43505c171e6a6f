package dev.processmanager.examples.architect;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What the daemon can do, as the HTTP API, the dashboard and the command line see it. Safe for use
/// by many threads.
///
/// An unknown service or group fails the returned future, or the call, with an
/// [UnknownServiceException].
public interface Supervision {

  /// In the order in which they start.
  List<ServiceView> services();

  Optional<ServiceView> service(String id);

  /// Succeeds if the service runs already.
  CompletableFuture<ServiceView> start(String id);

  /// Succeeds if the service is stopped already.
  CompletableFuture<ServiceView> stop(String id);

  CompletableFuture<ServiceView> restart(String id);

  /// One service of the group after the other, each healthy before the next.
  CompletableFuture<List<ServiceView>> rollingRestart(String group);

  HealthReport health(String id);

  /// The newest first.
  ///
  /// @param service only events of this one; empty for all
  List<ServiceEvent> events(Optional<String> service, int limit);

  /// The newest first.
  List<Sample> samples(String id, int limit);

  /// Keeps what somebody else has measured.
  void add(Sample sample);

  Summary summary();

  ReloadReport reload();

  /// The last lines of a service's log.
  List<String> tail(String id, int lines);

  /// Each new line of a service's log, until closed. The consumer must not block.
  AutoCloseable follow(String id, Consumer<String> line);

  /// Each event as it happens, until closed. The consumer must not block.
  AutoCloseable listen(Consumer<ServiceEvent> listener);
}
