package dev.processmanager.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.SessionStatus;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that belong to programs that are no hosts, such as shells.
@Timeout(60)
class SessionsTest {

  @TempDir private Path directory;

  private final List<Process> started = new ArrayList<>();
  private Process owner;
  private Process service;

  @BeforeEach
  void begin() throws Exception {
    owner = sleeper();
    service = sleeper();
    with(pm -> pm.sessions().begin("s-1", owner.pid(), Map.of("project", "/p")));
    with(pm -> pm.scope(Scope.session("s-1")).register(service.pid(), as -> as.id("db")));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void outliveTheHostThatHasBegunThem() throws Exception {
    assertThat(this.<Integer>with(pm -> pm.sessions().endAbandoned())).isZero();

    assertThat(sessions())
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.owner()).isEqualTo(owner.pid());
              assertThat(session.abandoned()).isFalse();
              assertThat(session.metadata()).containsEntry("project", "/p");
            });
    assertThat(service.isAlive()).isTrue();
  }

  @Test
  void areEndedByAnyHostThatIsTold() throws Exception {
    List<StopReport> reports = with(pm -> pm.sessions().end("s-1"));

    assertThat(reports).singleElement().satisfies(one -> assertThat(one.asked()).hasSize(1));
    assertThat(service.waitFor(10, SECONDS)).isTrue();
    assertThat(owner.isAlive()).isTrue();
    assertThat(sessions()).isEmpty();
    assertThat(listed()).isEmpty();
    assertThat(this.<List<StopReport>>with(pm -> pm.sessions().end("s-1"))).isEmpty();
  }

  @Test
  void areEndedByAnyHostOnceTheirOwnerIsGone() throws Exception {
    owner.destroyForcibly().waitFor();
    assertThat(sessions()).singleElement().matches(SessionStatus::abandoned);

    assertThat(this.<Integer>with(pm -> pm.sessions().endAbandoned())).isEqualTo(1);
    assertThat(service.waitFor(10, SECONDS)).isTrue();
    assertThat(sessions()).isEmpty();
  }

  @Test
  void areEndedByManyHostsAtOnce() throws Exception {
    owner.destroyForcibly().waitFor();
    try (ProcessManager one = open();
        ProcessManager other = open();
        ProcessManager third = open()) {
      var ends =
          List.of(one, other, third).stream().map(pm -> pm.sessions().endAbandoned()).toList();
      for (var end : ends) {
        end.get(20, SECONDS);
      }
    }
    assertThat(service.waitFor(10, SECONDS)).isTrue();
    assertThat(sessions()).isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void belongToOneAtATime() throws Exception {
    Process other = sleeper();
    assertThatThrownBy(() -> with(pm -> pm.sessions().begin("s-1", other.pid(), Map.of())))
        .hasCauseInstanceOf(ProcessException.class)
        .hasMessageContaining("somebody else");
    with(pm -> pm.sessions().begin("s-1", owner.pid(), Map.of("project", "/q")));
    assertThat(sessions()).hasSize(1);

    owner.destroyForcibly().waitFor();
    assertThatThrownBy(() -> with(pm -> pm.sessions().begin("s-2", owner.pid(), Map.of())))
        .hasCauseInstanceOf(LaunchException.class);
    with(pm -> pm.sessions().begin("s-1", other.pid(), Map.of()));
    assertThat(service.waitFor(10, SECONDS)).as("what the former one has left").isTrue();
    assertThat(sessions()).singleElement().matches(session -> session.owner() == other.pid());
  }

  private List<SessionStatus> sessions() throws Exception {
    return with(pm -> pm.sessions().list());
  }

  private Process sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    started.add(process);
    return process;
  }

  private List<ProcessStatus> listed() throws Exception {
    return with(pm -> pm.listProcesses());
  }

  private ProcessManager open() {
    return ProcessManager.builder().registryFile(directory.resolve("processes.json")).build();
  }

  private <T> T with(Function<ProcessManager, CompletableFuture<T>> action) throws Exception {
    try (ProcessManager pm = open()) {
      return action.apply(pm).get(20, SECONDS);
    }
  }
}
