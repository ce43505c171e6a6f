package dev.processmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopReport;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneShotsTest {

  private static final int ROUNDS = 20_000;

  @Test
  void whatIsRefusedInTheInstantOfTheCloseIsNotWaitedFor() throws Exception {
    List<OneShots> rounds =
        Stream.generate(() -> new OneShots(new ManualTime(), Optional.empty(), run -> run))
            .limit(ROUNDS)
            .toList();
    var meeting = new Meeting();
    var runs = new ArrayList<CompletableFuture<ProcessResult>>();
    Thread host =
        Thread.ofPlatform()
            .start(() -> rounds.forEach(oneShots -> meeting.then(() -> tryToRun(oneShots, runs))));
    var stops = new ArrayList<CompletableFuture<StopReport>>();
    for (OneShots oneShots : rounds) {
      meeting.then(() -> stops.addAll(oneShots.stopAll()));
    }
    host.join();

    CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    assertThat(stops).isNotEmpty();
    assertThat(runs).hasSizeLessThanOrEqualTo(ROUNDS);
  }

  private static void tryToRun(OneShots oneShots, List<CompletableFuture<ProcessResult>> runs) {
    try {
      runs.add(oneShots.run(new FakeLauncher()));
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }
}
