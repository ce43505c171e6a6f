package dev.processmanager.jvm;

import dev.processmanager.os.Environment;
import dev.processmanager.process.StopPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What [JvmOptions] hold: changed only while a copy is being made, never after. All collections
/// are immutable.
final class JvmSettings implements Cloneable {

  String heap = "256m";
  List<String> jvmArgs = List.of();
  List<Path> classPath = List.of();
  List<Path> modulePath = List.of();
  Optional<Path> javaHome = Optional.empty();
  Map<String, String> systemProperties = Map.of();
  Environment environment = Environment.INHERITED;
  Optional<Path> directory = Optional.empty();
  Optional<Duration> timeout = Optional.empty();
  Duration startTimeout = Duration.ofSeconds(30);
  Set<Class<?>> allowedResults = Set.of();
  int workers = 4;
  OptionalInt spares = OptionalInt.empty();
  boolean freshPerTask;
  Duration idleTimeout = Duration.ofMinutes(1);
  OptionalInt tasksPerWorker = OptionalInt.empty();
  int queue = 10_000;
  StopPlan stopPlan = StopPlan.graceful(StopPlan.DEFAULT_GRACE);

  /// How many JVMs of a pool wait for a task that is yet to come.
  int sparesOrDefault() {
    return spares.orElse(freshPerTask ? workers : 0);
  }

  /// How many tasks one JVM of a pool does.
  int mostTasks() {
    return freshPerTask ? 1 : tasksPerWorker.orElse(Integer.MAX_VALUE);
  }

  JvmSettings copy() {
    try {
      return (JvmSettings) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
