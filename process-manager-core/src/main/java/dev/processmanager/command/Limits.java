package dev.processmanager.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a child may use. The shell sets it in the child before the program is there, so that it
/// holds from the program's first instruction on, for it and for all that it starts.
///
/// @param memory bytes of address space
/// @param cpu processor time
/// @param files open files
record Limits(OptionalLong memory, Optional<Duration> cpu, OptionalInt files) {

  static final Limits NONE =
      new Limits(OptionalLong.empty(), Optional.empty(), OptionalInt.empty());

  /// Between the signal that can be caught and the one that cannot.
  private static final int CPU_MARGIN_SECONDS = 5;

  Limits withMemory(long bytes) {
    return new Limits(OptionalLong.of(bytes), cpu, files);
  }

  Limits withCpu(Duration time) {
    return new Limits(memory, Optional.of(time), files);
  }

  Limits withFiles(int count) {
    return new Limits(memory, cpu, OptionalInt.of(count));
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /// A command line in front of another that sets the limits and becomes the other.
  List<String> prefix(String shell) {
    return List.of(shell, "-c", script() + " && exec \"$@\"", shell);
  }

  /// A command line that tells by its exit code whether the limits can be set.
  List<String> trial(String shell) {
    return List.of(shell, "-c", script());
  }

  private String script() {
    var steps = new ArrayList<String>();
    memory.ifPresent(bytes -> steps.add("ulimit -v " + Math.ceilDiv(bytes, 1_024)));
    cpu.ifPresent(
        time -> {
          long seconds = Math.ceilDiv(time.toMillis(), 1_000);
          steps.add("ulimit -S -t " + seconds);
          steps.add("ulimit -H -t " + (seconds + CPU_MARGIN_SECONDS));
        });
    files.ifPresent(count -> steps.add("ulimit -n " + count));
    return String.join(" && ", steps);
  }

  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    memory.ifPresent(bytes -> parts.add("maxMemory " + bytes));
    cpu.ifPresent(time -> parts.add("maxCpuTime " + time));
    files.ifPresent(count -> parts.add("maxOpenFiles " + count));
    return String.join(", ", parts);
  }
}
