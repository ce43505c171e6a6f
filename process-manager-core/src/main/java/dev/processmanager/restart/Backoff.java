package dev.processmanager.restart;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before restart 1, 2, 3 … in a row. Immutable.
///
/// ```java
/// // 1, 2, 4, 8 … at most 30 s, each moved by up to a tenth
/// Backoff usual =
///     Backoff.exponential(Duration.ofSeconds(1), 2).max(Duration.ofSeconds(30)).jitter(0.1);
/// ```
///
/// The wait before attempt n is `(first + step * (n - 1)) * factor ^ (n - 1)`, moved by up to the
/// jitter in either direction and then clamped to the maximum: jitter that came after the clamp
/// would exceed the maximum, as it does elsewhere.
///
/// @param first the wait before the first restart
/// @param step what each further restart adds
/// @param factor what each further restart multiplies by, at least 1
/// @param max the longest wait
/// @param jitter the share by which a wait may be moved, from 0 to 1
public record Backoff(Duration first, Duration step, double factor, Duration max, double jitter) {

  /// The longest wait that can be counted in nanoseconds, about 292 years.
  private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

  /// Refuses what means nothing.
  ///
  /// @param first the wait before the first restart
  /// @param step what each further restart adds
  /// @param factor what each further restart multiplies by
  /// @param max the longest wait
  /// @param jitter the share by which a wait may be moved
  /// @throws IllegalArgumentException if a duration is negative, the factor is less than 1 or
  ///     infinite, or the jitter is not from 0 to 1
  public Backoff {
    refuseNegative("first", first);
    refuseNegative("step", step);
    refuseNegative("max", max);
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be at least 1, not " + factor);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1, not " + jitter);
    }
  }

  /// {@return the same wait each time, without jitter}
  ///
  /// @param wait the wait, zero or more
  /// @throws IllegalArgumentException if it is negative
  public static Backoff fixed(Duration wait) {
    return new Backoff(wait, Duration.ZERO, 1, UNLIMITED, 0);
  }

  /// {@return waits of once, twice, three times … a step, without a maximum or jitter}
  ///
  /// @param step the first wait and what each further one adds, zero or more
  /// @throws IllegalArgumentException if it is negative
  public static Backoff linear(Duration step) {
    return new Backoff(step, step, 1, UNLIMITED, 0);
  }

  /// {@return waits that grow by a factor, without a maximum or jitter}
  ///
  /// @param first the first wait, zero or more
  /// @param factor what each further one multiplies by, at least 1
  /// @throws IllegalArgumentException if the wait is negative, or the factor is less than 1
  public static Backoff exponential(Duration first, double factor) {
    return new Backoff(first, Duration.ZERO, factor, UNLIMITED, 0);
  }

  /// {@return these waits up to a longest one}
  ///
  /// @param max the longest wait, zero or more; none by default
  /// @throws IllegalArgumentException if it is negative
  public Backoff max(Duration max) {
    return new Backoff(first, step, factor, max, jitter);
  }

  /// {@return these waits moved at random, so that many processes do not return at the same
  /// instant}
  ///
  /// @param jitter the share by which a wait may be moved, from 0 to 1; 0 by default
  /// @throws IllegalArgumentException if it is anything else
  public Backoff jitter(double jitter) {
    return new Backoff(first, step, factor, max, jitter);
  }

  /// {@return the wait before a restart, between zero and the maximum}
  ///
  /// @param attempt which restart in a row, from 1
  /// @param random decides on the jitter
  /// @throws IllegalArgumentException if the number is less than 1
  public Duration delay(int attempt, RandomGenerator random) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
    }
    double grown =
        (seconds(first) + seconds(step) * (attempt - 1)) * Math.pow(factor, attempt - 1.0);
    double moved = jitter == 0 ? grown : grown * (1 + jitter * (2 * random.nextDouble() - 1));
    return moved >= seconds(max) ? max : Duration.ofNanos(Math.round(moved * 1e9));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static void refuseNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }
}
