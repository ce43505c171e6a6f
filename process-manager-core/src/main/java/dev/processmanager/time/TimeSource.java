package dev.processmanager.time;

import java.time.Duration;
import java.time.Instant;

/// The wall clock, the monotonic clock and timers, as one value to pass in.
///
/// The default is [#system()]; tests pass `dev.processmanager.testing.ManualTime`. Implementations
/// are safe for use by many threads. Given to `ProcessManagerBuilder.timeSource`.
public interface TimeSource {

  /// {@return the wall-clock time, for people to read; never used to measure}
  Instant now();

  /// {@return the monotonic time in nanoseconds, for measuring; only differences mean anything}
  long nanoTime();

  /// Runs an action once after a delay, on a thread of its own, never on a shared timer thread.
  ///
  /// @param delay how long to wait; zero or negative means at once, a delay too long for a `long`
  ///     of nanoseconds means in 146 years
  /// @param action what to run; what it throws is logged
  /// @return the timer, which can be cancelled until it fires
  Timer after(Duration delay, Runnable action);

  /// {@return the time of this machine; its timers hold one parked daemon thread once first used}
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
