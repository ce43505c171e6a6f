package dev.processmanager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.testing.FakeLauncher;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When a session is over.
@Timeout(60)
class SessionTest {

  @TempDir private Path directory;

  private final FakeLauncher stubborn = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private final FakeLauncher docile = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private Path file;
  private ProcessManager pm;
  private Session session;

  @BeforeEach
  void begin() throws Exception {
    file = directory.resolve("processes.json");
    pm = ProcessManager.builder().registryFile(file).build();
    session = pm.session("s-1");
    start("stubborn", stubborn);
    start("docile", docile);
    stubborn.lastRun().stubborn();
  }

  @AfterEach
  void close() {
    stubborn.lastRun().exits(0);
    pm.close();
  }

  @Test
  void aSessionGoesOnWhileSomebodySurvives() throws Exception {
    assertThat(sessions()).containsExactly("s-1");
    CompletableFuture<List<StopReport>> end = session.end();
    await().until(() -> !stubborn.lastRun().stops().isEmpty());
    assertThat(sessions()).as("while it is being ended").containsExactly("s-1");
    stubborn.lastRun().survives();
    assertThat(end.get(10, SECONDS)).extracting(StopReport::complete).contains(true, false);
    assertThat(sessions()).as("with a survivor").containsExactly("s-1");
    assertThat(states()).containsExactly(ProcessState.UNKNOWN);

    stubborn.lastRun().exits(0);
    await().until(() -> states().getFirst().isAtRest());
    assertThat(session.end().get(10, SECONDS)).allMatch(StopReport::complete);
    assertThat(sessions()).isEmpty();
    assertThat(states()).isEmpty();
  }

  private void start(String id, FakeLauncher launcher) throws Exception {
    session.processes().start(ProcessSpec.of(launcher).id(id)).get(10, SECONDS);
  }

  private List<ProcessState> states() throws Exception {
    return session.processes().listProcesses().get(10, SECONDS).stream()
        .map(ProcessStatus::state)
        .toList();
  }

  private List<String> sessions() {
    try (Registry shared = Registry.file(file)) {
      return shared.sessions().stream().map(SessionEntry::id).toList();
    }
  }
}
