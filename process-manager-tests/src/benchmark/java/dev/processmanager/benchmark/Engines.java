package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The names of our own contestants.
final class Engines {

  static final String NATIVE = "process-manager, native";
  static final String PORTABLE = "process-manager, portable";

  /// What careful code does with `ProcessBuilder`.
  static final String IDIOM = "ProcessBuilder idiom";

  private Engines() {}

  static List<Contestant> ours(Function<String, Contestant.Opening> opening) {
    return contestants(Stream.of(NATIVE, PORTABLE), opening);
  }

  /// Ours and the idiom, each made in the same way.
  static List<Contestant> andIdiom(Function<String, Contestant.Opening> opening) {
    return contestants(Stream.of(NATIVE, PORTABLE, IDIOM), opening);
  }

  private static List<Contestant> contestants(
      Stream<String> names, Function<String, Contestant.Opening> opening) {
    return names.map(name -> new Contestant(name, opening.apply(name))).toList();
  }

  static ProcessManager open(String name) {
    return ProcessManager.builder()
        .engine(name.equals(NATIVE) ? Engine.NATIVE : Engine.PORTABLE)
        .build();
  }
}
