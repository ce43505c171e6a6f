package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is still to be written, within bounds: of each service the newest view, and so many events,
/// alerts and samples. When there is no room, the oldest sample goes first, then events, then
/// alerts.
final class Backlog {

  private static final int BATCH = 500;

  private final int capacity;
  private final Map<String, ServiceView> services = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Deque<ServiceEvent> events = new ArrayDeque<>();
  private final Deque<Alert> alerts = new ArrayDeque<>();
  private Optional<Batch.Expiry> expiry = Optional.empty();
  private boolean allKnown;
  private boolean someGone;
  private boolean closed;
  private long dropped;
  private long told;

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void services(List<ServiceView> all) {
    services.clear();
    all.forEach(view -> services.put(view.id(), view));
    changed.addAll(services.keySet());
    allKnown = true;
    someGone = true;
    notifyAll();
  }

  synchronized void service(ServiceView view) {
    services.put(view.id(), view);
    changed.add(view.id());
    notifyAll();
  }

  synchronized void event(ServiceEvent event) {
    add(events, event);
  }

  synchronized void alert(Alert alert) {
    add(alerts, alert);
  }

  synchronized void sample(Sample sample) {
    add(samples, sample);
  }

  synchronized void expire(Batch.Expiry older) {
    expiry = Optional.of(older);
    notifyAll();
  }

  private <T> void add(Deque<T> rows, T row) {
    rows.add(row);
    if (samples.size() + events.size() + alerts.size() > capacity) {
      Stream.of(samples, events, alerts)
          .filter(queue -> !queue.isEmpty())
          .findFirst()
          .ifPresent(Deque::remove);
      dropped++;
    }
    notifyAll();
  }

  /// Waits for something to write; empty once nothing will come.
  synchronized Optional<Batch> take() throws InterruptedException {
    while (isEmpty() && !closed) {
      wait();
    }
    if (isEmpty()) {
      return Optional.empty();
    }
    tellGap();
    var batch = new Batch(first(events), first(alerts), first(samples), expiry);
    expiry = Optional.empty();
    return Optional.of(batch);
  }

  /// The history itself says where something is missing.
  private void tellGap() {
    long missing = dropped - told;
    if (missing > 0) {
      told = dropped;
      String message = missing + " events, alerts or samples could not be kept";
      var details = Map.of("dropped", Long.toString(missing));
      events.addFirst(
          new ServiceEvent(Instant.now(), "supervisor", "history_gap", message, details));
    }
  }

  private boolean isEmpty() {
    return samples.isEmpty()
        && events.isEmpty()
        && alerts.isEmpty()
        && expiry.isEmpty()
        && changed.isEmpty()
        && !someGone;
  }

  private static <T> List<T> first(Deque<T> rows) {
    List<T> taken = new ArrayList<>();
    while (!rows.isEmpty() && taken.size() < BATCH) {
      taken.add(rows.remove());
    }
    return taken;
  }

  /// What has changed since the last call, or, for a database that knows nothing yet, everything.
  synchronized Services takeServices(boolean everything) {
    List<ServiceView> views =
        everything
            ? List.copyOf(services.values())
            : changed.stream().map(services::get).filter(Objects::nonNull).toList();
    Optional<Set<String>> known =
        allKnown && (everything || someGone)
            ? Optional.of(Set.copyOf(services.keySet()))
            : Optional.empty();
    changed.clear();
    someGone = false;
    return new Services(views, known);
  }

  /// How many rows have found no room so far.
  synchronized long dropped() {
    return dropped;
  }

  /// How many rows wait.
  synchronized int size() {
    return samples.size() + events.size() + alerts.size();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
