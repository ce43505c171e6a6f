package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Remembers the latest events and samples, and only for as long as the daemon runs: what is left
/// when the database cannot be opened.
public final class MemoryStore implements Store {

  private static final int MOST = 10_000;

  private final ReentrantLock door = new ReentrantLock();
  private final Deque<ServiceEvent> events = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final String problem;

  /// @param problem why there is no database
  public MemoryStore(String problem) {
    this.problem = problem;
  }

  @Override
  public void services(List<ServiceView> services) {}

  @Override
  public void service(ServiceView service) {}

  @Override
  public void event(ServiceEvent event) {
    keep(events, event);
  }

  @Override
  public void sample(Sample sample) {
    keep(samples, sample);
  }

  @Override
  public void alert(String service, String level, String message, Instant at) {}

  @Override
  public List<ServiceEvent> events(Optional<String> service, int limit) {
    return newest(
        events, event -> service.isEmpty() || event.service().equals(service.get()), limit);
  }

  @Override
  public List<Sample> samples(String service, int limit) {
    return newest(samples, sample -> sample.service().equals(service), limit);
  }

  @Override
  public void forgetBefore(Instant oldSamples, Instant oldEvents) {
    locked(
        () ->
            samples.removeIf(sample -> sample.at().isBefore(oldSamples))
                | events.removeIf(event -> event.at().isBefore(oldEvents)));
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(problem);
  }

  @Override
  public void close() {}

  private <T> void keep(Deque<T> all, T one) {
    locked(
        () -> {
          all.addFirst(one);
          return all.size() > MOST ? all.removeLast() : one;
        });
  }

  private <T> List<T> newest(Deque<T> all, Predicate<T> which, int limit) {
    return locked(() -> all.stream().filter(which).limit(limit).toList());
  }

  private <T> T locked(Supplier<T> action) {
    door.lock();
    try {
      return action.get();
    } finally {
      door.unlock();
    }
  }
}
