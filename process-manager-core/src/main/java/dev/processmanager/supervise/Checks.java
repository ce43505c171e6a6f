package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.HealthCheck.Role;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.restart.Cause;
import dev.processmanager.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The checks of one run: holds back the others until the startup check has passed, sums up the
/// answers, and tells the supervisor what has changed.
final class Checks {

  private final List<HealthCheck> checks;
  private final int generation;
  private final TimeSource time;
  private final Consumer<Input> news;
  private final Map<HealthCheck, CheckLoop> loops = new HashMap<>();
  private final Map<HealthCheck, Tally> tallies = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<Instant> lastAnswer = Optional.empty();

  Checks(List<HealthCheck> checks, ProbeContext context, TimeSource time, Consumer<Input> news) {
    this.checks = checks;
    this.generation = context.generation();
    this.time = time;
    this.news = news;
    checks.forEach(check -> loops.put(check, new CheckLoop(check, context, time, this::answered)));
    checks.forEach(check -> tallies.put(check, Tally.NEW));
  }

  void begin() {
    boolean gated = checks.stream().anyMatch(check -> check.role() == Role.STARTUP);
    checks.stream()
        .filter(check -> !gated || check.role() == Role.STARTUP)
        .forEach(check -> loop(check).begin());
  }

  void end() {
    loops.values().forEach(CheckLoop::end);
  }

  Optional<Instant> lastAnswer() {
    return lastAnswer;
  }

  private void answered(HealthCheck check, ProbeResult answer) {
    lastAnswer = Optional.of(time.now());
    lock.lock();
    try {
      Tally before = tallies.getOrDefault(check, Tally.NEW);
      Tally after = before.after(answer, check);
      tallies.put(check, after);
      if (after.standing() != before.standing()) {
        changed(check, after.standing(), reason(check, answer));
      }
    } finally {
      lock.unlock();
    }
  }

  private void changed(HealthCheck check, Tally.Standing standing, String reason) {
    if (check.role() == Role.STARTUP && standing == Tally.Standing.PASSING) {
      loop(check).end();
      news.accept(new Input.StartupPassed(generation));
      checks.stream().filter(c -> c.role() != Role.STARTUP).forEach(c -> loop(c).begin());
    }
    news.accept(new Input.HealthNews(generation, health(), reason));
    if (check.role() != Role.READINESS && standing == Tally.Standing.FAILING) {
      Cause cause = check.role() == Role.STARTUP ? Cause.STARTUP_TIMEOUT : Cause.NOT_LIVE;
      news.accept(new Input.CheckFailed(generation, cause, reason));
    }
  }

  private Health health() {
    var standings = tallies.values().stream().map(Tally::standing).toList();
    if (standings.contains(Tally.Standing.FAILING)) {
      return Health.UNHEALTHY;
    }
    return standings.contains(Tally.Standing.UNDECIDED) ? Health.STARTING : Health.HEALTHY;
  }

  private CheckLoop loop(HealthCheck check) {
    return Optional.ofNullable(loops.get(check)).orElseThrow();
  }

  private static String reason(HealthCheck check, ProbeResult answer) {
    return check.role().name().toLowerCase(Locale.ROOT)
        + (answer instanceof ProbeResult.Fail(String why) ? " check: " + why : " check passed");
  }
}
