package dev.processmanager.supervise;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A process that starts, runs, fails, and starts again.
@State(Scope.Thread)
public class LifecycleLoop {

  private static final int STEPS = 6;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Lifecycle lifecycle =
      new Lifecycle(
          new Lifecycle.Facts(
              new Entry.Key(dev.processmanager.registry.Scope.global(), "web"),
              StopPlan.immediate(),
              false,
              false,
              false));
  private final List<Input> inputs =
      List.of(
          new Input.Start(),
          new Input.IntentWritten(1),
          new Input.Launched(1, new Identity.InThisJvm("web")),
          new Input.MainEnded(1),
          new Input.RunEnded(1, failed()),
          new Input.Decided(1, new Decision.Restart(Duration.ZERO, 1)));

  private static ProcessResult failed() {
    return new ProcessResult(
        "web",
        new Exit.Exited(1),
        Ending.EXITED,
        false,
        "",
        "",
        false,
        true,
        Duration.ofSeconds(7),
        ResourceUsage.unknown());
  }

  @Benchmark
  @OperationsPerInvocation(STEPS)
  public Object step() {
    Life life = Life.unborn(NOW);
    for (Input input : inputs) {
      life = lifecycle.step(life, input, NOW).life();
    }
    if (life.generation != 2) {
      throw new IllegalStateException("it has not started again");
    }
    return life;
  }
}
