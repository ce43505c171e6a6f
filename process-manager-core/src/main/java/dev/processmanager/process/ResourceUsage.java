package dev.processmanager.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a process has used. What the system or the engine cannot tell is empty, never zero.
/// Immutable.
///
/// @param userCpu the processor time in user mode
/// @param systemCpu the processor time in the kernel
/// @param rssBytes the memory it holds now
/// @param maxRssBytes the most memory it held
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
}
