package dev.processmanager.probe;

import java.time.Duration;

/// A probe with a role and a rhythm. Immutable and safe for use by many threads.
///
/// ```java
/// HealthCheck ready =
///     HealthCheck.readiness(Probe.http("http://localhost:8080/health"))
///         .every(Duration.ofSeconds(5))
///         .failures(2);
/// ```
///
/// The roles are those of Kubernetes, and so are the numbers, but for startup:
///
/// | role | what a failure means | period | failures |
/// |---|---|---|---|
/// | startup | the launch has failed; until it passes, other checks wait | 1 s | 60 |
/// | readiness | unhealthy, nothing else | 10 s | 3 |
/// | liveness | unhealthy, and the process is stopped and handed to its restart policy | 10 s | 3 |
///
/// In each role one success counts, and an answer must come within the usual time of its probe,
/// which is 1 second, or 5 where a process is started. The period runs from the end of one answer
/// to the next question, so that there is never more than one at a time.
///
/// @param role what its failure means
/// @param probe the question
/// @param period the time between questions
/// @param initialDelay the time before the first question, counted from the launch or, where there
///     is a startup check, from its success
/// @param timeout how long an answer may take; a later one is a failure
/// @param successes how many answers in a row make it healthy
/// @param failures how many answers in a row make it unhealthy
public record HealthCheck(
    Role role,
    Probe probe,
    Duration period,
    Duration initialDelay,
    Duration timeout,
    int successes,
    int failures) {

  /// What a check is for.
  public enum Role {
    /// Whether the launch has succeeded.
    STARTUP,
    /// Whether it can serve.
    READINESS,
    /// Whether it is worth keeping.
    LIVENESS
  }

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /// Refuses what means nothing.
  ///
  /// @param role what its failure means
  /// @param probe the question
  /// @param period the time between questions
  /// @param initialDelay the time before the first question
  /// @param timeout how long an answer may take
  /// @param successes how many answers in a row make it healthy
  /// @param failures how many answers in a row make it unhealthy
  /// @throws IllegalArgumentException if period or timeout is not positive, the delay is
  ///     negative, a threshold is less than 1, or successes is not 1 in another role than
  ///     readiness
  public HealthCheck {
    refuseUnlessPositive("period", period);
    refuseUnlessPositive("timeout", timeout);
    if (initialDelay.isNegative()) {
      throw new IllegalArgumentException("initial delay must not be negative: " + initialDelay);
    }
    if (successes < 1 || failures < 1) {
      throw new IllegalArgumentException(
          "thresholds must be at least 1, not " + successes + " and " + failures);
    }
    if (role != Role.READINESS && successes != 1) {
      throw new IllegalArgumentException(
          "a " + role + " check has a success threshold of 1, not " + successes);
    }
  }

  /// {@return a check of whether the launch has succeeded; it may fail 60 times, once a second}
  ///
  /// Until it passes, the process is `STARTING`, its start has not completed, and no other check is
  /// made. If it never does, the run is stopped, and its restart policy decides on
  /// `Cause.STARTUP_TIMEOUT`. A process has one at the most.
  ///
  /// @param probe the question
  public static HealthCheck startup(Probe probe) {
    return new HealthCheck(
        Role.STARTUP, probe, ONE_SECOND, Duration.ZERO, probe.usualTimeout(), 1, 60);
  }

  /// {@return a check of whether it can serve, every 10 seconds}
  ///
  /// Three failures in a row make it `UNHEALTHY`, and one success `HEALTHY` again. Nothing is
  /// stopped.
  ///
  /// @param probe the question
  public static HealthCheck readiness(Probe probe) {
    return new HealthCheck(
        Role.READINESS, probe, TEN_SECONDS, Duration.ZERO, probe.usualTimeout(), 1, 3);
  }

  /// {@return a check of whether it is worth keeping, every 10 seconds}
  ///
  /// Three failures in a row stop the run, and its restart policy decides on `Cause.NOT_LIVE`: with
  /// the default one it stays `FAILED`.
  ///
  /// @param probe the question
  public static HealthCheck liveness(Probe probe) {
    return new HealthCheck(
        Role.LIVENESS, probe, TEN_SECONDS, Duration.ZERO, probe.usualTimeout(), 1, 3);
  }

  /// {@return this check with another period}
  ///
  /// @param period the time between an answer and the next question, positive; up to 5 %, but no
  ///     more than 50 ms, may be missing, so that the checks of many processes share a wake-up. By
  ///     default 1 second for startup, else 10 seconds
  /// @throws IllegalArgumentException if it is not positive
  public HealthCheck every(Duration period) {
    return new HealthCheck(role, probe, period, initialDelay, timeout, successes, failures);
  }

  /// {@return this check with another initial delay}
  ///
  /// @param initialDelay the time before the first question; zero by default
  /// @throws IllegalArgumentException if it is negative
  public HealthCheck after(Duration initialDelay) {
    return new HealthCheck(role, probe, period, initialDelay, timeout, successes, failures);
  }

  /// {@return this check with another limit for an answer}
  ///
  /// @param timeout positive; [Probe#usualTimeout()] by default
  /// @throws IllegalArgumentException if it is not positive
  public HealthCheck within(Duration timeout) {
    return new HealthCheck(role, probe, period, initialDelay, timeout, successes, failures);
  }

  /// {@return this check with another success threshold}
  ///
  /// @param successes at least 1, which is the default; other values for readiness only
  /// @throws IllegalArgumentException if it is less than 1, or not 1 in another role
  public HealthCheck successes(int successes) {
    return new HealthCheck(role, probe, period, initialDelay, timeout, successes, failures);
  }

  /// {@return this check with another failure threshold}
  ///
  /// @param failures at least 1; by default 60 for startup, else 3
  /// @throws IllegalArgumentException if it is less than 1
  public HealthCheck failures(int failures) {
    return new HealthCheck(role, probe, period, initialDelay, timeout, successes, failures);
  }

  private static void refuseUnlessPositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
