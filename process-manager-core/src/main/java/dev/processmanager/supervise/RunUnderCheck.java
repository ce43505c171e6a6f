package dev.processmanager.supervise;

import dev.processmanager.probe.ProbeContext;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the probes of one incarnation are told.
final class RunUnderCheck implements ProbeContext {

  /// What the launcher of a probe is told.
  private record OfProbe(
      String id, int generation, TimeSource time, Map<String, String> environment)
      implements LaunchContext {}

  private final String id;
  private final int generation;
  private final Execution execution;
  private final Habitat habitat;
  private final LineWatch lines;
  private final Instant startedAt;
  private volatile long lastBeat;

  /// Begins with the start of the incarnation, which is now.
  RunUnderCheck(String id, int generation, Execution execution, Habitat habitat, LineWatch lines) {
    this.id = id;
    this.generation = generation;
    this.execution = execution;
    this.habitat = habitat;
    this.lines = lines;
    this.startedAt = habitat.time().now();
    beat();
  }

  /// It has said that it is well.
  void beat() {
    lastBeat = habitat.time().nanoTime();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public Execution execution() {
    return execution;
  }

  @Override
  public TimeSource time() {
    return habitat.time();
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public Duration silence() {
    long now = habitat.time().nanoTime();
    long sinceItsOwn = now - execution.lastHeartbeat().orElse(lastBeat);
    return Duration.ofNanos(Math.min(now - lastBeat, sinceItsOwn));
  }

  @Override
  public boolean hasPrinted(Pattern line) {
    return lines.hasSeen(line);
  }

  @Override
  public LaunchContext launchContext() {
    Map<String, String> environment =
        execution.identity().processId().stream()
            .boxed()
            .collect(Collectors.toMap(_ -> "MAINPID", pid -> Long.toString(pid)));
    return habitat
        .contexts()
        .apply(new OfProbe(id + "-check", generation, habitat.time(), environment));
  }
}
