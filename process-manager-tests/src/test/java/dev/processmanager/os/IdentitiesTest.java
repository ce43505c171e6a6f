package dev.processmanager.os;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

  private final Identities byProc = new Identities(Tools.detect());
  private final Identities byHandle = new Identities(Tools.none());

  @Test
  void aLivingProcessIsTheSame() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      Identity.OfProcess seen = byProc.of(sleeper.toHandle());
      assertThat(byProc.verdict(seen)).isEqualTo(Verdict.SAME);
      assertThat(byHandle.verdict(byHandle.of(sleeper.toHandle()))).isEqualTo(Verdict.SAME);

      sleeper.destroyForcibly();
      assertThat(sleeper.waitFor(10, SECONDS)).isTrue();
      assertThat(byProc.verdict(seen)).isEqualTo(Verdict.DEAD);
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void anotherStartTimeMeansThatTheNumberWasReused() {
    Identity.OfProcess self = byProc.of(ProcessHandle.current());
    assertThat(
            byProc.verdict(
                new Identity.OfProcess(self.pid(), self.startTicks() - 1, self.bootId())))
        .isEqualTo(Verdict.REUSED);
  }

  @Test
  void anotherBootMeansDead() {
    Identity.OfProcess self = byProc.of(ProcessHandle.current());
    assertThat(
            byProc.verdict(new Identity.OfProcess(self.pid(), self.startTicks(), "another boot")))
        .isEqualTo(Verdict.DEAD);
  }

  @Test
  void whoseStartIsNotKnownIsUnknown() {
    Identity.OfProcess self = byProc.of(ProcessHandle.current());
    assertThat(byProc.verdict(new Identity.OfProcess(self.pid(), -1, self.bootId())))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aTreeWhoseRootIsGoneTakesInNobodyButThoseWithItsMark() throws Exception {
    Process stranger = new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & wait").start();
    try (Spawner engine = Spawner.portable(Tools.detect())) {
      await().atMost(10, SECONDS).until(() -> stranger.descendants().count() == 1);
      Identity.OfProcess now = byProc.of(stranger.toHandle());
      var before = new Identity.OfProcess(now.pid(), now.startTicks() - 1, now.bootId());

      assertThat(byProc.verdict(before)).isEqualTo(Verdict.REUSED);
      assertThat(tree(before, engine)).isEmpty();
      assertThat(tree(now, engine)).hasSize(2);
    } finally {
      stranger.descendants().forEach(ProcessHandle::destroyForcibly);
      stranger.destroyForcibly();
    }
  }

  private static Set<Identity.OfProcess> tree(Identity.OfProcess root, Spawner engine)
      throws IOException {
    return ProcessTree.below(root, Optional.empty(), Map.of("NOBODY_HAS_THIS", "x"), engine)
        .snapshot();
  }

  @Test
  void aStoppedProcessIsNotAwake() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      Identity.OfProcess seen = byProc.of(sleeper.toHandle());
      assertThat(byProc.isAwake(seen)).isTrue();
      new ProcessBuilder("kill", "-s", "STOP", Long.toString(sleeper.pid())).start().waitFor();
      await().atMost(10, SECONDS).until(() -> !byProc.isAwake(seen));
    } finally {
      sleeper.destroyForcibly();
    }
  }
}
