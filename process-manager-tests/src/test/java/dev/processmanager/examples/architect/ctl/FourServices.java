package dev.processmanager.examples.architect.ctl;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Three services that are enabled and one that is not, none of which exists.
final class FourServices implements Supervision {

  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  final List<String> done = new CopyOnWriteArrayList<>();
  final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();
  volatile String broken = "";
  volatile ReloadReport reload =
      new ReloadReport(
          List.of("mail"), List.of(), List.of("prod", "qa"), List.of("app"), List.of());

  private final Map<String, ServiceView> services = new LinkedHashMap<>();

  FourServices() {
    add("prod", true, true, 8080, List.of("web"), "running");
    add("qa", true, false, 8081, List.of("web"), "running");
    add("app", true, false, 5063, List.of(), "stopped");
    add("pharma", false, false, 7085, List.of("web"), "stopped");
  }

  private void add(
      String id, boolean enabled, boolean critical, int port, List<String> groups, String state) {
    boolean runs = state.equals("running");
    services.put(
        id,
        new ServiceView(
            id,
            "The " + id,
            "",
            enabled,
            critical,
            port,
            true,
            groups,
            List.of(),
            state,
            runs ? "healthy" : "none",
            runs ? OptionalLong.of(port + 1000L) : OptionalLong.empty(),
            OptionalInt.of(port),
            runs ? Optional.of(NOON) : Optional.empty(),
            runs ? 93_784 : 0,
            0,
            Optional.empty(),
            Optional.empty(),
            Map.of()));
  }

  private synchronized CompletableFuture<ServiceView> change(String what, String id, String state) {
    ServiceView old = known(id);
    if (id.equals(broken)) {
      return failedFuture(new IllegalStateException(id + " does not want to"));
    }
    done.add(what + " " + id);
    add(id, old.enabled(), old.critical(), old.priority(), old.groups(), state);
    return completedFuture(known(id));
  }

  private ServiceView known(String id) {
    return service(id).orElseThrow(() -> new UnknownServiceException(id));
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
    return change("start", id, "running");
  }

  @Override
  public CompletableFuture<ServiceView> stop(String id) {
    return change("stop", id, "stopped");
  }

  @Override
  public CompletableFuture<ServiceView> restart(String id) {
    return change("restart", id, "running");
  }

  @Override
  public CompletableFuture<List<ServiceView>> rollingRestart(String group) {
    List<ServiceView> members =
        services().stream().filter(service -> service.groups().contains(group)).toList();
    return members.isEmpty()
        ? failedFuture(new UnknownServiceException(group))
        : completedFuture(members);
  }

  @Override
  public HealthReport health(String id) {
    return new HealthReport(
        id,
        known(id).health(),
        List.of(
            new HealthReport.Check(NOON, "pass", "200 OK", 12.4),
            new HealthReport.Check(NOON.minusSeconds(30), "fail", "503", 1200)));
  }

  @Override
  public List<ServiceEvent> events(Optional<String> service, int limit) {
    return IntStream.range(0, limit)
        .mapToObj(
            i ->
                new ServiceEvent(
                    NOON.minusSeconds(i),
                    service.orElse("qa"),
                    "exited",
                    "no. " + i + " \u001b[2J",
                    Map.of()))
        .toList();
  }

  @Override
  public List<Sample> samples(String id, int limit) {
    return List.of();
  }

  @Override
  public void add(Sample sample) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Summary summary() {
    List<String> down = known("prod").state().equals("running") ? List.of() : List.of("prod");
    return new Summary(4, 3, 2, 0, Map.of("running", 2, "stopped", 2), down, 60, 4711);
  }

  @Override
  public ReloadReport reload() {
    return reload;
  }

  @Override
  public List<String> tail(String id, int lines) {
    known(id);
    return IntStream.rangeClosed(1, lines).mapToObj(i -> id + " line " + i).toList();
  }

  @Override
  public AutoCloseable follow(String id, Consumer<String> line) {
    followers.add(line);
    return () -> followers.remove(line);
  }

  @Override
  public AutoCloseable listen(Consumer<ServiceEvent> listener) {
    return () -> {};
  }
}
