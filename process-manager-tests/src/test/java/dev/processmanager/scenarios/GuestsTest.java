package dev.processmanager.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.UnknownIdException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Processes that something else has started, and that hosts note without looking after them.
@Timeout(60)
class GuestsTest {

  @TempDir private Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @EnumSource
  void areSeenAndStoppedByHostsToCome(TestEngine engine) throws Exception {
    Process guest = sleeper();
    ProcessStatus noted =
        with(engine, pm -> pm.register(guest.pid(), as -> as.id("web").metadata("script", "a.sh")));
    assertThat(noted.pid()).hasValue(guest.pid());

    assertThat(this.<ProcessStatus>with(engine, pm -> pm.getStatus("web")))
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(ProcessState.RUNNING);
              assertThat(status.pid()).hasValue(guest.pid());
              assertThat(status.metadata()).containsEntry("script", "a.sh");
            });
    assertThat(guest.isAlive()).isTrue();
    assertThat(this.<StopReport>with(engine, pm -> pm.stopProcess("web")).complete()).isTrue();
    assertThat(guest.waitFor(10, SECONDS)).isTrue();
    assertThat(this.<ProcessStatus>with(engine, pm -> pm.getStatus("web")).state())
        .isEqualTo(ProcessState.STOPPED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void mayBeThisHostItself(TestEngine engine) throws Exception {
    long self = ProcessHandle.current().pid();
    with(engine, pm -> pm.register(self, as -> as.id("host").metadata("managedBy", "cron")));
    with(engine, pm -> pm.register(self, as -> as.id("host")));

    assertThat(this.<ProcessStatus>with(engine, pm -> pm.getStatus("host")))
        .satisfies(status -> assertThat(status.pid()).hasValue(self))
        .satisfies(status -> assertThat(status.metadata()).containsKey("managedBy"));
    assertThatThrownBy(() -> with(engine, pm -> pm.stopProcess("host")))
        .hasMessageContaining("it runs this host");
    with(engine, pm -> pm.unregister("host"));
    assertThat(listed()).isEmpty();
  }

  @Test
  void haveAnIdForAsLongAsTheyRun() throws Exception {
    Process first = sleeper();
    Process second = sleeper();
    note(first, "web");
    assertThatThrownBy(() -> note(second, "web"))
        .hasCauseInstanceOf(DuplicateIdException.class)
        .hasMessageContaining("RUNNING");
    first.destroyForcibly().waitFor();

    assertThat(status("web").state()).isEqualTo(ProcessState.FAILED);
    assertThatThrownBy(() -> note(first, "other")).hasCauseInstanceOf(LaunchException.class);
    assertThat(note(second, "web").generation()).isEqualTo(2);
    assertThat(status("web").pid()).hasValue(second.pid());
  }

  /// Of several that enter others under one id at the same time, one wins, and nobody is lost.
  @Test
  void areEnteredByManyAtOnce() throws Exception {
    List<Process> guests = Stream.generate(this::unchecked).limit(8).toList();
    List<ProcessManager> hosts = Stream.generate(this::open).limit(8).toList();
    var notes = new ArrayList<CompletableFuture<ProcessStatus>>();
    var rivals = new ArrayList<CompletableFuture<ProcessStatus>>();
    for (int i = 0; i < 8; i++) {
      long pid = guests.get(i).pid();
      String id = "guest-" + i;
      notes.add(hosts.get(i).register(pid, as -> as.id(id)));
      rivals.add(hosts.get(i).register(pid, as -> as.id("one")));
    }
    for (var note : notes) {
      note.get(20, SECONDS);
    }
    rivals.forEach(rival -> rival.handle((_, _) -> "done").join());
    hosts.forEach(ProcessManager::close);

    List<CompletableFuture<ProcessStatus>> winners =
        rivals.stream().filter(rival -> !rival.isCompletedExceptionally()).toList();
    assertThat(winners).hasSize(1);
    assertThat(status("one").pid()).isEqualTo(winners.getFirst().join().pid());
    assertThat(listed()).hasSize(9);
  }

  @Test
  void areForgottenWithoutBeingTouchedUnlessAHostLooksAfterThem() throws Exception {
    Process guest = sleeper();
    note(guest, "web");
    with(TestEngine.NATIVE, pm -> pm.unregister("web"));
    assertThat(guest.isAlive()).isTrue();
    assertThatThrownBy(() -> with(TestEngine.NATIVE, pm -> pm.unregister("web")))
        .hasCauseInstanceOf(UnknownIdException.class);

    try (ProcessManager owner = open()) {
      get(owner.startCliBackground(Command.of("sleep", "60"), as -> as.id("owned")));
      assertThatThrownBy(() -> get(owner.unregister("owned")))
          .hasCauseInstanceOf(DuplicateIdException.class);
      assertThatThrownBy(() -> with(TestEngine.NATIVE, pm -> pm.unregister("owned")))
          .hasCauseInstanceOf(DuplicateIdException.class);
    }
  }

  @Test
  void areSaidToBeWellByAnyHost() throws Exception {
    Process guest = sleeper();
    note(guest, "web");
    assertThat(status("web").lastHealthCheck()).isEmpty();
    Instant before = Instant.now();
    assertThat(this.<Boolean>with(TestEngine.NATIVE, pm -> pm.refreshHealth("web"))).isTrue();
    assertThat(status("web").lastHealthCheck()).hasValueSatisfying(isNotBefore(before));

    guest.destroyForcibly().waitFor();
    assertThat(this.<Boolean>with(TestEngine.NATIVE, pm -> pm.refreshHealth("web"))).isFalse();
    try (ProcessManager owner = open()) {
      get(owner.startCliBackground(Command.of("sleep", "60"), as -> as.id("owned")));
      get(owner.refreshHealth("owned"));
      get(owner.saveRegistry());
      assertThat(status("owned").lastHealthCheck()).hasValueSatisfying(isNotBefore(before));
      get(owner.stopProcess("owned", StopPlan.immediate()));
    }
  }

  /// What is checked by its heartbeats may get them from anybody.
  @Test
  void ownersHearWhatOthersSay() throws Exception {
    HealthCheck check =
        HealthCheck.readiness(Probe.heartbeat(Duration.ofMillis(900)))
            .every(Duration.ofMillis(50))
            .failures(1);
    try (ProcessManager owner = open()) {
      Command command = Command.of("sleep", "60");
      var owned = get(owner.startCliBackground(command, as -> as.id("owned").check(check)));
      await().until(() -> owned.status().health() == Health.UNHEALTHY);

      Instant before = Instant.now();
      assertThat(this.<Boolean>with(TestEngine.NATIVE, pm -> pm.refreshHealth("owned"))).isTrue();
      await().until(() -> owned.status().health() == Health.HEALTHY);
      assertThat(owned.status().lastHealthCheck()).hasValueSatisfying(isNotBefore(before));
    }
  }

  @Test
  void haveNobodyToRestartOrCheckThem() throws Exception {
    long pid = sleeper().pid();
    try (ProcessManager pm = open();
        ProcessManager alone = ProcessManager.create()) {
      assertThatThrownBy(() -> pm.register(pid, as -> as.check(liveness())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("checks");
      assertThatThrownBy(() -> alone.register(pid, as -> as))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static HealthCheck liveness() {
    return HealthCheck.liveness(Probe.process());
  }

  private static Consumer<Instant> isNotBefore(Instant before) {
    return at -> assertThat(at).isAfterOrEqualTo(before);
  }

  private ProcessStatus note(Process guest, String id) throws Exception {
    return with(TestEngine.NATIVE, pm -> pm.register(guest.pid(), as -> as.id(id)));
  }

  private ProcessStatus status(String id) throws Exception {
    return with(TestEngine.NATIVE, pm -> pm.getStatus(id));
  }

  private Process unchecked() {
    try {
      return sleeper();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private Process sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    started.add(process);
    return process;
  }

  private List<ProcessStatus> listed() throws Exception {
    return with(TestEngine.NATIVE, pm -> pm.listProcesses());
  }

  private ProcessManager open() {
    return open(TestEngine.NATIVE);
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(directory.resolve("processes.json")));
  }

  private <T> T with(TestEngine engine, Function<ProcessManager, CompletableFuture<T>> action)
      throws Exception {
    try (ProcessManager pm = open(engine)) {
      return get(action.apply(pm));
    }
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, SECONDS);
  }
}
