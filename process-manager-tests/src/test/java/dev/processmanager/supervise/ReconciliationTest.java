package dev.processmanager.supervise;

import static dev.processmanager.supervise.Village.get;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entries;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is told of whom a host finds and does not get.
@Timeout(60)
class ReconciliationTest {

  private static final Entry SURVIVOR = Entries.entry("job", ProcessState.RUNNING);
  private static final Fingerprint PROCESS =
      SURVIVOR.run().flatMap(Entry.Run::process).orElseThrow();
  private static final Fingerprint OTHER = FakeMachine.person("other");

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final FakeMachine machine = new FakeMachine("me");
  private Registry registry;

  @BeforeEach
  void rememberASurvivor() {
    registry = Registry.file(directory.resolve("processes.json"));
    get(registry.apply(new Patch.Put(SURVIVOR)));
    machine.is(PROCESS, Verdict.SAME);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void whoCannotBeAdoptedIsToldWithTheReason() {
    ReconcileReport report =
        reconcile(
            new Machines(machine) {
              @Override
              public CompletableFuture<Execution> adopt(
                  Entry entry, Fingerprint process, LaunchContext context) {
                return CompletableFuture.failedFuture(
                    new LaunchException("job", true, "it runs this host", null));
              }
            });
    assertThat(report.failed()).containsOnlyKeys(SURVIVOR.key());
    assertThat(report.failed().get(SURVIVOR.key()))
        .isInstanceOf(ProcessException.class)
        .hasMessage("job cannot be adopted: it runs this host");
    assertThat(report.adopted()).isEmpty();
    assertThat(report.elsewhere()).isEmpty();
    assertThat(report.unknown()).isEmpty();
    assertThat(registry.find(SURVIVOR.key()).flatMap(Entry::run)).isPresent();
  }

  @Test
  void whomAnotherHostGetsFirstIsElsewhere() {
    machine.is(OTHER, Verdict.SAME);
    ReconcileReport report = reconcile(overtakenBy(OTHER));
    assertThat(report.elsewhere()).containsExactly(SURVIVOR.key());
    assertThat(report.failed()).isEmpty();
  }

  @Test
  void whomSomebodyUnknownGetsFirstIsUnknown() {
    machine.is(OTHER, Verdict.UNKNOWN);
    ReconcileReport report = reconcile(overtakenBy(OTHER));
    assertThat(report.unknown()).containsExactly(SURVIVOR.key());
    assertThat(report.elsewhere()).isEmpty();
    assertThat(report.failed()).isEmpty();
  }

  /// Somebody else takes it over right after this host's first look.
  private Machine overtakenBy(Fingerprint other) {
    var looked = new AtomicBoolean();
    return new Machines(machine) {
      @Override
      public Verdict verdict(Fingerprint recorded) {
        if (recorded.equals(PROCESS) && !looked.getAndSet(true)) {
          get(registry.apply(new Patch.Claim(SURVIVOR.key(), other, 0)));
        }
        return super.verdict(recorded);
      }
    };
  }

  private ReconcileReport reconcile(Machine on) {
    CompletableFuture<ReconcileReport> report =
        new Supervision(time, registry, on, UnaryOperator.identity(), _ -> {}).reconcile();
    await()
        .atMost(10, SECONDS)
        .until(
            () -> {
              time.advance(ofMillis(100));
              return report.isDone();
            });
    return get(report);
  }
}
