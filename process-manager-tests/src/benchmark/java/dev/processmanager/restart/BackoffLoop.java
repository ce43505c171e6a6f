package dev.processmanager.restart;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// How long to wait before the next attempt.
@State(Scope.Thread)
public class BackoffLoop {

  private final Backoff backoff =
      Backoff.exponential(Duration.ofSeconds(1), 2).max(Duration.ofMinutes(1)).jitter(0.2);
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private int attempt;

  @Benchmark
  public Object delay() {
    attempt = attempt % 10 + 1;
    return backoff.delay(attempt, random);
  }
}
