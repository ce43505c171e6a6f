package dev.processmanager.os;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An engine with a guardian that cannot be started.
@Timeout(60)
class GuardedSpawnerTest {

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void childrenAreStartedAllTheSameAndTheGuardianIsTriedAgain() throws Exception {
    try (Spawner engine = Spawner.guarded(new WithoutGuardian(), "MARK")) {
      assertThat(end(engine)).isEqualTo(new Exit.Exited(0));
      assertThat(attempts).hasValue(1);
      await().atMost(20, SECONDS).until(() -> attempts.get() > 1);
      assertThat(end(engine)).isEqualTo(new Exit.Exited(0));
    }
  }

  private static Exit end(Spawner engine) throws Exception {
    var request =
        new SpawnRequest(
            List.of(),
            List.of("true"),
            Optional.empty(),
            Environment.INHERITED,
            new Stdin.Nothing(),
            new Stdout.Piped(true, (_, _) -> Receiver.READY));
    return engine.spawn(request).get(10, SECONDS).exit().get(10, SECONDS);
  }

  private final class WithoutGuardian implements Spawner {

    private final Spawner engine = Spawner.portable(Tools.detect());

    @Override
    public CompletableFuture<Child> spawn(SpawnRequest request) {
      if (request.commandLine().contains("process-manager-guardian")) {
        attempts.incrementAndGet();
        var refusal = new LaunchException("sh", false, "Cannot launch: too many", null);
        return CompletableFuture.failedFuture(refusal);
      }
      return engine.spawn(request);
    }

    @Override
    public boolean hasChannels() {
      return engine.hasChannels();
    }

    @Override
    public Tools tools() {
      return engine.tools();
    }

    @Override
    public Signaller signaller() {
      return engine.signaller();
    }

    @Override
    public Fingerprints fingerprints() {
      return engine.fingerprints();
    }

    @Override
    public AdoptedChild adopt(Fingerprint recorded, Traces traces, boolean told) {
      return engine.adopt(recorded, traces, told);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
