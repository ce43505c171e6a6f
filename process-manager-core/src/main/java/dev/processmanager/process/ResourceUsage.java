package dev.processmanager.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a process has used. What the system or the engine cannot tell is empty, never zero.
/// Immutable.
///
/// @param userCpu the processor time in user mode
/// @param systemCpu the processor time in the kernel
/// @param rssBytes the memory it holds now, its resident set, in bytes
/// @param maxRssBytes the most memory it held, in bytes
/// @param threads its threads now
/// @param openFiles its open files now
public record ResourceUsage(
    Optional<Duration> userCpu,
    Optional<Duration> systemCpu,
    OptionalLong rssBytes,
    OptionalLong maxRssBytes,
    OptionalInt threads,
    OptionalInt openFiles) {

  private static final ResourceUsage UNKNOWN =
      new ResourceUsage(
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());

  /// {@return a usage of which nothing is known}
  public static ResourceUsage unknown() {
    return UNKNOWN;
  }

  /// {@return the processor time in both modes; empty if either is unknown}
  public Optional<Duration> cpu() {
    return userCpu.flatMap(user -> systemCpu.map(user::plus));
  }

  /// {@return the share of one processor that was used since an earlier look, in percent; more than
  /// 100 on several processors, empty if it cannot be told}
  ///
  /// @param earlier the earlier look at the same process or tree
  /// @param between the time from that one to this one
  public OptionalDouble cpuPercentSince(ResourceUsage earlier, Duration between) {
    if (cpu().isEmpty() || earlier.cpu().isEmpty() || !between.isPositive()) {
      return OptionalDouble.empty();
    }
    double used = cpu().get().minus(earlier.cpu().get()).toNanos();
    return OptionalDouble.of(Math.max(0, 100 * used / between.toNanos()));
  }

  /// {@return what this and another use together; what is known of one alone counts as the sum, but
  /// the most memory ever held has none}
  ///
  /// @param other the other
  public ResourceUsage plus(ResourceUsage other) {
    return new ResourceUsage(
        sum(userCpu, other.userCpu),
        sum(systemCpu, other.systemCpu),
        sum(rssBytes, other.rssBytes),
        OptionalLong.empty(),
        sum(threads, other.threads),
        sum(openFiles, other.openFiles));
  }

  private static Optional<Duration> sum(Optional<Duration> one, Optional<Duration> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().plus(other.get()))
        : one.or(() -> other);
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : one.isPresent() ? one : other;
  }

  private static OptionalInt sum(OptionalInt one, OptionalInt other) {
    return one.isPresent() && other.isPresent()
        ? OptionalInt.of(one.getAsInt() + other.getAsInt())
        : one.isPresent() ? one : other;
  }
}
