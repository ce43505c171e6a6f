package dev.processmanager.examples.architect.http;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.processmanager.examples.architect.HealthReport;
import dev.processmanager.examples.architect.ReloadReport;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import dev.processmanager.examples.architect.Summary;
import dev.processmanager.examples.architect.Supervision;
import dev.processmanager.examples.architect.UnknownServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Services that exist in memory alone, and do at once what they are told.
final class FakeSupervision implements Supervision {

  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  final List<Consumer<ServiceEvent>> listeners = new CopyOnWriteArrayList<>();
  final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();
  final List<Sample> samples = new CopyOnWriteArrayList<>();
  final List<ServiceEvent> events = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  volatile ReloadReport reload =
      new ReloadReport(List.of("new"), List.of(), List.of("web"), List.of("db"), List.of());
  volatile Supplier<CompletableFuture<ServiceView>> nextStop = null;
  volatile RuntimeException readingFails = null;

  private final Map<String, ServiceView> services = new LinkedHashMap<>();
  private final AtomicLong pids = new AtomicLong(4000);

  FakeSupervision() {
    put(view("db", List.of(), true, "running", "healthy", 5432));
    put(view("web", List.of("db"), false, "running", "healthy", 8080));
    put(view("mail", List.of("db"), false, "stopped", "none", 2525));
  }

  private ServiceView view(
      String id, List<String> needs, boolean critical, String state, String health, int port) {
    boolean runs = state.equals("running");
    return new ServiceView(
        id,
        "The " + id,
        "Serves " + id,
        runs,
        critical,
        10,
        true,
        id.equals("web") ? List.of("front") : List.of(),
        needs,
        state,
        health,
        runs ? OptionalLong.of(pids.incrementAndGet()) : OptionalLong.empty(),
        OptionalInt.of(port),
        runs ? Optional.of(NOON) : Optional.empty(),
        runs ? 3723 : 0,
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of("team", "edge"));
  }

  private ServiceView known(String id) {
    return service(id).orElseThrow(() -> new UnknownServiceException(id));
  }

  private synchronized ServiceView put(ServiceView view) {
    services.put(view.id(), view);
    return view;
  }

  private ServiceView change(String id, boolean runs, int restarts) {
    ServiceView old = known(id);
    ServiceView fresh =
        view(
            id,
            old.dependencies(),
            old.critical(),
            runs ? "running" : "stopped",
            runs ? "healthy" : "none",
            old.port().orElseThrow());
    put(
        new ServiceView(
            id,
            old.name(),
            old.description(),
            old.enabled(),
            old.critical(),
            old.priority(),
            old.autoRestart(),
            old.groups(),
            old.dependencies(),
            fresh.state(),
            fresh.health(),
            fresh.pid(),
            fresh.port(),
            fresh.startedAt(),
            0,
            old.restarts() + restarts,
            Optional.of(NOON),
            Optional.empty(),
            old.metadata()));
    happened(id, "state_changed", "%s -> %s".formatted(old.state(), fresh.state()));
    return known(id);
  }

  void happened(String id, String type, String message) {
    var event = new ServiceEvent(NOON, id, type, message, Map.of("why", "a test"));
    events.addFirst(event);
    listeners.forEach(listener -> listener.accept(event));
  }

  void logs(String line) {
    log.add(line);
    followers.forEach(follower -> follower.accept(line));
  }

  @Override
  public synchronized List<ServiceView> services() {
    return List.copyOf(services.values());
  }

  @Override
  public synchronized Optional<ServiceView> service(String id) {
    return Optional.ofNullable(services.get(id));
  }

  @Override
  public CompletableFuture<ServiceView> start(String id) {
    ServiceView now = known(id);
    return completedFuture(now.state().equals("running") ? now : change(id, true, 0));
  }

  @Override
  public CompletableFuture<ServiceView> stop(String id) {
    return nextStop == null ? completedFuture(change(id, false, 0)) : nextStop.get();
  }

  @Override
  public CompletableFuture<ServiceView> restart(String id) {
    return completedFuture(change(id, true, 1));
  }

  @Override
  public CompletableFuture<List<ServiceView>> rollingRestart(String group) {
    var members = services().stream().filter(s -> s.groups().contains(group)).toList();
    return members.isEmpty()
        ? failedFuture(new UnknownServiceException(group))
        : completedFuture(members.stream().map(s -> change(s.id(), true, 1)).toList());
  }

  @Override
  public HealthReport health(String id) {
    return new HealthReport(
        id, known(id).health(), List.of(new HealthReport.Check(NOON, "pass", "200 OK", 1.5)));
  }

  @Override
  public List<ServiceEvent> events(Optional<String> service, int limit) {
    if (readingFails != null) {
      throw readingFails;
    }
    return events.stream()
        .filter(event -> service.map(event.service()::equals).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Sample> samples(String id, int limit) {
    return samples.stream().filter(s -> s.service().equals(id)).limit(limit).toList();
  }

  @Override
  public void add(Sample sample) {
    samples.addFirst(sample);
  }

  @Override
  public Summary summary() {
    var states =
        services().stream()
            .collect(Collectors.groupingBy(ServiceView::state, Collectors.counting()));
    var counts = new LinkedHashMap<String, Integer>();
    states.forEach((state, count) -> counts.put(state, count.intValue()));
    List<String> down =
        services().stream()
            .filter(s -> s.critical() && !s.state().equals("running"))
            .map(ServiceView::id)
            .toList();
    return new Summary(services().size(), 2, 2, 0, counts, down, 60, 1234);
  }

  @Override
  public ReloadReport reload() {
    return reload;
  }

  @Override
  public List<String> tail(String id, int lines) {
    return new ArrayList<>(log.subList(Math.max(0, log.size() - lines), log.size()));
  }

  @Override
  public AutoCloseable follow(String id, Consumer<String> line) {
    followers.add(line);
    return () -> followers.remove(line);
  }

  @Override
  public AutoCloseable listen(Consumer<ServiceEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
