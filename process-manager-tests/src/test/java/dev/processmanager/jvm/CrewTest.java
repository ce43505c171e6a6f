package dev.processmanager.jvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.StopPlan;
import dev.processmanager.testing.ManualTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever becomes of those who work, nobody waits for a job for ever.
@Timeout(30)
class CrewTest {

  private final Crew crew =
      new Crew(JvmOptions.defaults(), new ManualTime(), CompletableFuture::new);
  private final PoolJob<Integer> job =
      new PoolJob<>(JvmProgram.of(() -> 1, JvmOptions.defaults()), crew::abandon);

  @Test
  void whatIsGivenBackAfterAStopIsCancelled() {
    crew.stop(StopPlan.immediate());
    crew.hasNotBegun(job);

    assertThatThrownBy(() -> job.future().get(10, SECONDS))
        .isInstanceOf(CancellationException.class);
    assertThat(crew.gone()).isCompleted();
  }

  @Test
  void whatIsGivenBackBeforeWaitsForAnother() {
    crew.hasNotBegun(job);
    assertThat(job.future()).isNotDone();

    crew.stop(StopPlan.immediate());
    assertThatThrownBy(() -> job.future().get(10, SECONDS))
        .isInstanceOf(CancellationException.class);
  }
}
