package dev.processmanager.examples.architect.config;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a service may use before there is a warning.
///
/// @param memoryMb of all its processes together
/// @param cpuPercent of one processor
public record Limits(OptionalLong memoryMb, OptionalDouble cpuPercent) {

  static final Limits NONE = new Limits(OptionalLong.empty(), OptionalDouble.empty());

  static Limits read(Section section) {
    var limits =
        new Limits(
            section
                .whole("max_memory_mb", 1, Integer.MAX_VALUE)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()),
            section
                .number("max_cpu_percent", 0.1)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty()));
    section.refuseTheRest();
    return limits;
  }
}
