package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a run that nobody else has ended is said to have ended from.
class OwnCauseTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle LIFECYCLE =
      new Lifecycle(
          new Lifecycle.Facts(
              new Entry.Key(Scope.global(), "job"), StopPlan.immediate(), false, false, false));

  @ParameterizedTest
  @CsvSource({
    "true,  EXITED,    TASK_THREW",
    "true,  TIMED_OUT, TIMED_OUT",
    "true,  STOPPED,   EXITED",
    "false, EXITED,    EXITED",
    "false, TIMED_OUT, TIMED_OUT",
    "false, SIGNALLED, EXITED"
  })
  void whatAFunctionThrowsIsACauseUnlessItWasStopped(boolean threw, Ending ending, Cause cause) {
    Exit exit = threw ? new Exit.Threw(new InterruptedException()) : new Exit.Exited(1);
    Life life = step(Life.unborn(NOW), new Input.Start()).life();
    life = step(life, new Input.IntentWritten(1)).life();
    life = step(life, new Input.Launched(1, new Identity.InThisJvm("job"))).life();
    Lifecycle.Step end = step(life, new Input.RunEnded(1, result(exit, ending)));

    assertThat(end.effects())
        .filteredOn(Effect.Decide.class::isInstance)
        .singleElement()
        .extracting(decide -> ((Effect.Decide) decide).ended().cause())
        .isEqualTo(cause);
  }

  private static Lifecycle.Step step(Life life, Input input) {
    return LIFECYCLE.step(life, input, NOW);
  }

  private static ProcessResult result(Exit exit, Ending ending) {
    return new ProcessResult(
        "job",
        exit,
        ending,
        false,
        "",
        "",
        false,
        true,
        Duration.ofSeconds(7),
        ResourceUsage.unknown());
  }
}
