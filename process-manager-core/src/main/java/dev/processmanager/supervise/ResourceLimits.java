package dev.processmanager.supervise;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How much a process and everything that came from it may use together. It is looked at every 10
/// seconds, and three looks in a row above a limit are one too many: the process is stopped and
/// handed to its restart policy, unless it is only to be told about. What the system cannot tell
/// exceeds nothing. Immutable: each method returns a changed copy.
///
/// Unlike `Command.maxMemory`, which the kernel enforces at once for each process by itself, this
/// watches a whole tree and leaves a peak alone.
///
/// @param maxMemory the most memory they may hold, in bytes, where what several share counts for
///     each
/// @param maxCpuPercent the most processor time they may use, in percent of one processor
/// @param samples how many looks in a row must be above a limit, at least 1
/// @param every the time between looks, positive
/// @param maxAge how long one run may take, positive
/// @param ends whether what exceeds them is stopped
public record ResourceLimits(
    OptionalLong maxMemory,
    OptionalDouble maxCpuPercent,
    Optional<Duration> maxAge,
    int samples,
    Duration every,
    boolean ends) {

  private static final int SAMPLES = 3;
  private static final Duration EVERY = Duration.ofSeconds(10);

  /// Refuses what means nothing.
  ///
  /// @param maxMemory the most memory
  /// @param maxCpuPercent the most processor time
  /// @param maxAge how long one run may take
  /// @param samples how many looks in a row
  /// @param every the time between looks
  /// @param ends whether what exceeds them is stopped
  /// @throws IllegalArgumentException if a limit or the time is not positive, or samples is less
  ///     than 1
  public ResourceLimits {
    if (maxMemory.isPresent() && maxMemory.getAsLong() <= 0) {
      throw new IllegalArgumentException(
          "maxMemory must be positive, not " + maxMemory.getAsLong());
    }
    if (maxCpuPercent.isPresent() && !(maxCpuPercent.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "maxCpuPercent must be positive, not " + maxCpuPercent.getAsDouble());
    }
    if (maxAge.filter(age -> !age.isPositive()).isPresent()) {
      throw new IllegalArgumentException("maxAge must be positive, not " + maxAge.get());
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, not " + samples);
    }
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
  }

  /// {@return limits that limit nothing yet}
  public static ResourceLimits none() {
    return new ResourceLimits(
        OptionalLong.empty(), OptionalDouble.empty(), Optional.empty(), SAMPLES, EVERY, true);
  }

  /// {@return these limits with one for memory}
  ///
  /// @param bytes positive; none by default. What the process and all that came from it hold is
  ///     added up
  /// @throws IllegalArgumentException if it is not positive
  public ResourceLimits maxMemory(long bytes) {
    return new ResourceLimits(OptionalLong.of(bytes), maxCpuPercent, maxAge, samples, every, ends);
  }

  /// {@return these limits with one for processor time}
  ///
  /// @param percent of one processor, positive; 200 is two of them; none by default
  /// @throws IllegalArgumentException if it is not positive
  public ResourceLimits maxCpuPercent(double percent) {
    return new ResourceLimits(maxMemory, OptionalDouble.of(percent), maxAge, samples, every, ends);
  }

  /// {@return these limits with one for the age of a run, after which it has to make place for the
  /// next: its restart policy is asked with the cause `MAX_AGE`}
  ///
  /// @param age positive; none by default
  /// @throws IllegalArgumentException if it is not positive
  public ResourceLimits maxAge(Duration age) {
    return new ResourceLimits(maxMemory, maxCpuPercent, Optional.of(age), samples, every, ends);
  }

  /// {@return these limits with another patience}
  ///
  /// @param samples how many looks in a row must be above a limit, at least 1; 3 by default
  /// @throws IllegalArgumentException if it is less than 1
  public ResourceLimits samples(int samples) {
    return new ResourceLimits(maxMemory, maxCpuPercent, maxAge, samples, every, ends);
  }

  /// {@return these limits looked at in another rhythm}
  ///
  /// @param every the time between looks, positive; 10 seconds by default
  /// @throws IllegalArgumentException if it is not positive
  public ResourceLimits every(Duration every) {
    return new ResourceLimits(maxMemory, maxCpuPercent, maxAge, samples, every, ends);
  }

  /// {@return these limits only telling about what exceeds them, by `ProcessEvent.LimitExceeded`;
  /// by default that ends, too}
  public ResourceLimits warnOnly() {
    return new ResourceLimits(maxMemory, maxCpuPercent, maxAge, samples, every, false);
  }

  boolean limitNoUse() {
    return maxMemory.isEmpty() && maxCpuPercent.isEmpty();
  }
}
