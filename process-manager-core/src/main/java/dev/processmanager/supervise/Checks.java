package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.HealthCheck.Role;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.restart.Cause;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The checks of one run: holds back the others until the startup check has passed, sums up the
/// answers, and tells the supervisor what has changed.
final class Checks {

  private final int generation;
  private final TimeSource time;
  private final HealthHistory history;
  private final Consumer<Input> news;
  private final List<Watched> all;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<Instant> lastAnswer = Optional.empty();

  /// One check and what its answers amount to so far.
  private final class Watched {
    private final HealthCheck check;
    private final CheckLoop loop;
    private Tally tally = Tally.NEW;

    Watched(HealthCheck check, ProbeContext context) {
      this.check = check;
      this.loop = new CheckLoop(check, context, time, this::answered);
    }

    private boolean isStartup() {
      return check.role() == Role.STARTUP;
    }

    private void answered(ProbeResult answer, Duration took) {
      Instant now = time.now();
      lastAnswer = Optional.of(now);
      lock.lock();
      try {
        Tally.Standing before = tally.standing();
        tally = tally.after(answer, check);
        history.add(
            new HealthRecord(
                now,
                generation,
                check.role(),
                took,
                HealthHistory.brief(answer),
                tally.failures()));
        if (tally.standing() != before) {
          changed(this, reason(check, answer));
        }
      } finally {
        lock.unlock();
      }
    }
  }

  Checks(
      List<HealthCheck> checks, ProbeContext context, HealthHistory history, Consumer<Input> news) {
    this.generation = context.generation();
    this.time = context.time();
    this.history = history;
    this.news = news;
    this.all = checks.stream().distinct().map(check -> new Watched(check, context)).toList();
  }

  void begin() {
    boolean gated = all.stream().anyMatch(Watched::isStartup);
    all.stream()
        .filter(watched -> !gated || watched.isStartup())
        .forEach(watched -> watched.loop.begin());
  }

  void end() {
    all.forEach(watched -> watched.loop.end());
  }

  Optional<Instant> lastAnswer() {
    return lastAnswer;
  }

  private void changed(Watched watched, String reason) {
    Role role = watched.check.role();
    Tally.Standing standing = watched.tally.standing();
    if (role == Role.STARTUP && standing == Tally.Standing.PASSING) {
      watched.loop.end();
      news.accept(new Input.StartupPassed(generation));
      all.stream().filter(other -> !other.isStartup()).forEach(other -> other.loop.begin());
    }
    news.accept(new Input.HealthNews(generation, health(), reason));
    if (role != Role.READINESS && standing == Tally.Standing.FAILING) {
      Cause cause = role == Role.STARTUP ? Cause.STARTUP_TIMEOUT : Cause.NOT_LIVE;
      news.accept(new Input.CheckFailed(generation, cause, reason));
    }
  }

  private Health health() {
    var standings = all.stream().map(watched -> watched.tally.standing()).toList();
    if (standings.contains(Tally.Standing.FAILING)) {
      return Health.UNHEALTHY;
    }
    return standings.contains(Tally.Standing.UNDECIDED) ? Health.STARTING : Health.HEALTHY;
  }

  private static String reason(HealthCheck check, ProbeResult answer) {
    return check.role().name().toLowerCase(Locale.ROOT)
        + (answer instanceof ProbeResult.Fail(String why) ? " check: " + why : " check passed");
  }
}
