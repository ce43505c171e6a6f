package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.restart.Cause;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ResourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What processes use.
@Timeout(60)
class UsageTest {

  private static final int MUCH = 60_000_000;

  /// Holds so much in memory, in a child of a child.
  private static final String GREEDY =
      "sh -c 'x=$(head -c "
          + MUCH
          + " /dev/zero | tr \"\\0\" x); echo full; sleep 60; echo $x'"
          + " & wait";

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void aProcessAndItsTreeAreToldApart(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = get(pm.startCliBackground(sh(GREEDY)));

      await().atMost(20, SECONDS).until(() -> process.treeUsage().rssBytes().orElse(0) > MUCH);
      ResourceUsage alone = process.usage();
      ResourceUsage tree = process.treeUsage();
      assertThat(alone.rssBytes().orElseThrow()).isBetween(100_000L, 20_000_000L);
      assertThat(alone.maxRssBytes().orElseThrow())
          .isGreaterThanOrEqualTo(alone.rssBytes().orElseThrow());
      assertThat(alone.threads()).hasValue(1);
      assertThat(alone.openFiles().orElseThrow()).isBetween(3, 12);
      assertThat(tree.threads().orElseThrow()).isGreaterThanOrEqualTo(2);
      assertThat(tree.openFiles().orElseThrow()).isGreaterThan(alone.openFiles().orElseThrow());
      assertThat(tree.cpu().orElseThrow()).isGreaterThanOrEqualTo(alone.cpu().orElseThrow());

      get(process.stop());
      assertThat(process.treeUsage().rssBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void theTimeOfChildrenThatHaveEndedCounts(TestEngine engine) {
    String busyChild = "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; sleep 60";
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = get(pm.startCliBackground(sh(busyChild)));

      await()
          .atMost(20, SECONDS)
          .until(() -> process.treeUsage().cpu().orElseThrow().compareTo(ofMillis(50)) > 0);
      await()
          .during(ofMillis(200))
          .atMost(20, SECONDS)
          .until(() -> process.treeUsage().cpu().orElseThrow().compareTo(ofMillis(50)) > 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "BARE")
  void whereNobodyTellsItIsEmpty(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = get(pm.startCliBackground(Command.of("sleep", "60")));

      assertThat(process.usage()).isEqualTo(ResourceUsage.unknown());
      assertThat(process.treeUsage()).isEqualTo(ResourceUsage.unknown());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void aTreeThatHoldsTooMuchIsStopped(TestEngine engine) {
    List<ProcessEvent> events = new CopyOnWriteArrayList<>();
    try (ProcessManager pm = engine.open()) {
      var _ = pm.listen(events::add);
      ResourceLimits limits =
          ResourceLimits.none().maxMemory(MUCH / 2).samples(2).every(Duration.ofMillis(50));
      ManagedProcess process = get(pm.startCliBackground(sh(GREEDY), as -> as.limits(limits)));

      get(process.result());
      await()
          .atMost(5, SECONDS)
          .untilAsserted(
              () ->
                  assertThat(events)
                      .filteredOn(ProcessEvent.RunEnded.class::isInstance)
                      .extracting(event -> ((ProcessEvent.RunEnded) event).cause())
                      .containsExactly(Cause.MEMORY_LIMIT));
    }
  }
}
