package dev.processmanager.restart;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// A policy with waits, a limit and codes around another that only says whether to restart.
/// Preventing codes come before forcing ones, as with systemd.
record TunedPolicy(
    RestartPolicy base,
    Optional<Backoff> waits,
    int limit,
    Optional<Duration> window,
    Optional<Duration> stableAfter,
    Optional<Set<Integer>> success,
    Set<Integer> preventing,
    Set<Integer> forcing)
    implements RestartPolicy {

  private static final Backoff DEFAULT_WAITS =
      Backoff.exponential(Duration.ofSeconds(1), 2).max(Duration.ofSeconds(60)).jitter(0.2);
  private static final int DEFAULT_LIMIT = 5;
  private static final Duration DEFAULT_STABLE_AFTER = Duration.ofSeconds(60);

  TunedPolicy {
    if (window.isPresent() && limit > Ended.MOST_RECENT && limit != Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "within a duration, atMost must not exceed " + Ended.MOST_RECENT + ": " + limit);
    }
  }

  static TunedPolicy of(RestartPolicy policy) {
    return policy instanceof TunedPolicy tuned
        ? tuned
        : new TunedPolicy(
            policy,
            Optional.empty(),
            Integer.MAX_VALUE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of());
  }

  static TunedPolicy withDefaults(RestartPolicy policy) {
    return of(policy).backoff(DEFAULT_WAITS).atMost(DEFAULT_LIMIT).resetAfter(DEFAULT_STABLE_AFTER);
  }

  @Override
  public Decision decide(Ended ended) {
    boolean stable = stableAfter.filter(limit -> ended.uptime().compareTo(limit) >= 0).isPresent();
    int row = stable ? 0 : ended.restartsInRow();
    Ended judged = ended.judged(isSuccess(ended), row);
    return switch (verdict(judged)) {
      case Decision.Restart restart when !isSpent(judged) ->
          new Decision.Restart(
              waits
                  .map(backoff -> backoff.delay(row + 1, ThreadLocalRandom.current()))
                  .orElse(restart.after()),
              row + 1);
      case Decision.Restart _ ->
          Decision.giveUp(
              limit
                  + " restarts "
                  + window.map(w -> "within " + w).orElse("in a row")
                  + " were not enough");
      case Decision.Finish finish -> finish;
      case Decision.GiveUp giveUp -> giveUp;
    };
  }

  private boolean isSpent(Ended ended) {
    return window.map(ended::restartsWithin).orElse(ended.restartsInRow()) >= limit;
  }

  private Decision verdict(Ended ended) {
    if (hasCode(ended, preventing)) {
      return Decision.finish(ended);
    }
    return hasCode(ended, forcing) ? Decision.restart(Duration.ZERO, ended) : base.decide(ended);
  }

  private boolean isSuccess(Ended ended) {
    return success.map(codes -> hasCode(ended, codes)).orElse(ended.success());
  }

  private static boolean hasCode(Ended ended, Set<Integer> codes) {
    return ended.cause() == Cause.EXITED
        && ended.exit().exitCode().isPresent()
        && codes.contains(ended.exit().exitCode().getAsInt());
  }

  @Override
  public TunedPolicy backoff(Backoff backoff) {
    return new TunedPolicy(
        base, Optional.of(backoff), limit, window, stableAfter, success, preventing, forcing);
  }

  @Override
  public TunedPolicy atMost(int restarts) {
    if (restarts < 0) {
      throw new IllegalArgumentException("restarts must not be negative: " + restarts);
    }
    return new TunedPolicy(
        base, waits, restarts, window, stableAfter, success, preventing, forcing);
  }

  @Override
  public TunedPolicy within(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration must be positive, not " + duration);
    }
    return new TunedPolicy(
        base, waits, limit, Optional.of(duration), stableAfter, success, preventing, forcing);
  }

  @Override
  public TunedPolicy resetAfter(Duration uptime) {
    if (uptime.isNegative()) {
      throw new IllegalArgumentException("uptime must not be negative: " + uptime);
    }
    return new TunedPolicy(
        base, waits, limit, window, Optional.of(uptime), success, preventing, forcing);
  }

  @Override
  public TunedPolicy successCodes(int... codes) {
    return new TunedPolicy(
        base, waits, limit, window, stableAfter, Optional.of(setOf(codes)), preventing, forcing);
  }

  @Override
  public TunedPolicy preventCodes(int... codes) {
    return new TunedPolicy(base, waits, limit, window, stableAfter, success, setOf(codes), forcing);
  }

  @Override
  public TunedPolicy forceCodes(int... codes) {
    return new TunedPolicy(
        base, waits, limit, window, stableAfter, success, preventing, setOf(codes));
  }

  private static Set<Integer> setOf(int... codes) {
    return Arrays.stream(codes).boxed().collect(Collectors.toUnmodifiableSet());
  }
}
