package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.Monitoring;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.examples.architect.store.Store;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.supervise.HealthRecord;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures all services again and again, on a thread of its own, and forgets what is too old.
final class Sampler implements AutoCloseable {

  private static final Duration CLEANING = Duration.ofHours(1);

  /// @param pid whose it is
  private record Look(long pid, Instant at, ResourceUsage usage) {}

  private final Services services;
  private final Store store;
  private final DaemonLog log;
  private final Map<String, Look> last = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Instant nextCleaning = Instant.MIN;
  private Optional<String> trouble = Optional.empty();

  private Sampler(Services services, Store store, DaemonLog log) {
    this.services = services;
    this.store = store;
    this.log = log;
  }

  static Sampler begin(Services services, Store store, DaemonLog log) {
    var sampler = new Sampler(services, store, log);
    Thread.ofVirtual().name("sampler").start(sampler::run);
    return sampler;
  }

  private void run() {
    try {
      while (!closed.await(monitoring().metricsInterval().toNanos(), TimeUnit.NANOSECONDS)) {
        round(Instant.now());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(Instant now) {
    try {
      services.inOrder().forEach(service -> measure(service, now));
      tellOfTrouble();
      if (!now.isBefore(nextCleaning)) {
        nextCleaning = now.plus(CLEANING);
        store.forgetBefore(
            now.minus(monitoring().keepMetrics()), now.minus(monitoring().keepEvents()));
      }
    } catch (RuntimeException unexpected) {
      log.say("Measuring has failed: " + unexpected);
    }
  }

  private void tellOfTrouble() {
    Optional<String> now = store.problem();
    if (!now.equals(trouble)) {
      trouble = now;
      log.say(now.map(what -> "The database: " + what).orElse("The database is well again"));
    }
  }

  private void measure(ServiceSettings service, Instant now) {
    store.service(services.view(service));
    services
        .process(service.id())
        .filter(process -> process.pid().isPresent())
        .ifPresent(process -> store.sample(sample(process, now)));
  }

  private Sample sample(ManagedProcess process, Instant now) {
    ProcessStatus status = process.status();
    ResourceUsage usage = process.treeUsage();
    var look = new Look(process.pid().orElse(0), now, usage);
    Look before = last.put(process.id(), look);
    OptionalDouble cpu =
        before != null && before.pid() == look.pid()
            ? usage.cpuPercentSince(before.usage(), Duration.between(before.at(), now))
            : OptionalDouble.empty();
    return new Sample(
        process.id(),
        now,
        cpu.orElse(0),
        usage.rssBytes().orElse(0) / 1_048_576.0,
        Views.word(status.health()),
        responseTime(process.healthHistory()));
  }

  private static OptionalDouble responseTime(List<HealthRecord> history) {
    return history.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(history.getLast().responseTime().toNanos() / 1e6);
  }

  private Monitoring monitoring() {
    return services.configuration().monitoring();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
