package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.lines;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.output.OutputSink;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Log files and registries that are taken away.
@Timeout(60)
class FilesVanishTest {

  @TempDir Path directory;
  private final Rig rig = new Rig();

  private static void deleteTree(Path root) {
    for (int i = 0; i < 1_000 && Files.exists(root); i++) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | java.io.UncheckedIOException written) {
        // somebody has written into it meanwhile
      }
    }
  }

  @Test
  void rotationUnderTwoStreamsLosesAndMixesNoLine() throws IOException {
    Path log = directory.resolve("r.log");
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh(
                      "i=0; while [ $i -lt 3000 ]; do echo \"out $i\"; echo \"err $i\" >&2; i=$((i+1)); done"),
                  as -> as.logFile(log, Rotation.of(2_000, 100))));
      assertThat(get(p.result()).success()).isTrue();
    }
    var all = new ArrayList<String>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(Files.size(file)).isLessThanOrEqualTo(2_000);
        all.addAll(lines(file));
      }
    }
    var expected = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      expected.add("out " + i);
      expected.add("err " + i);
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void severalWritersOfOneRotatingFileLoseNoLine() throws IOException {
    Path log = directory.resolve("r.log");
    OutputSink sink = OutputSink.file(log, Rotation.of(5_000, 100));
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      var runs = new ArrayList<CompletableFuture<?>>();
      for (int w = 0; w < 4; w++) {
        runs.add(
            pm.runCli(
                rig.sh("i=0; while [ $i -lt 1000 ]; do echo \"w$1 $i\"; i=$((i+1)); done", w)
                    .output(sink)));
      }
      runs.forEach(Rig::get);
    }
    var count = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        lines(file).forEach(line -> count.merge(line.split(" ")[0], 1, Integer::sum));
      }
    }
    assertThat(count.toString()).isEqualTo("{w0=1000, w1=1000, w2=1000, w3=1000}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLogDirectoryThatVanishesHarmsNoProcessAndIsMadeAgainAtTheNextStart(boolean rotating)
      throws IOException {
    Path logs = directory.resolve("logs");
    Path log = logs.resolve("a.log");
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("while :; do echo 0123456789; sleep 0.01; done"),
                  as -> as.id("x").logFile(log, rotating ? Rotation.of(100, 2) : Rotation.none())));
      await().atMost(ofSeconds(5)).until(() -> log.toFile().length() > 20);
      int generation = p.status().generation();
      deleteTree(logs);
      LockSupport.parkNanos(300_000_000);
      assertThat(p.status().state()).isEqualTo(ProcessState.RUNNING);
      assertThat(p.status().generation()).isEqualTo(generation);
      int tail = p.output().tail(1000).size();
      await().atMost(ofSeconds(5)).until(() -> p.output().tail(1000).size() > tail);
      get(p.restart());
      await().atMost(ofSeconds(5)).until(() -> log.toFile().length() > 20);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aRegistryDirectoryThatVanishesIsMadeAgain() throws IOException {
    Path file = directory.resolve("reg").resolve("processes.json");
    try (ProcessManager pm =
        TestEngine.PORTABLE.open(ProcessManager.builder().registryFile(file))) {
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("a")));
      deleteTree(file.getParent());
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("b")));
      assertThat(Files.readString(file)).contains("\"a\"").contains("\"b\"");
      assertThat(get(pm.stopProcess("a")).complete()).isTrue();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aRegistryThatCannotBeWrittenHindersNoStopAndNoClose() throws IOException {
    Path parent = directory.resolve("reg");
    Path file = parent.resolve("processes.json");
    ProcessManager pm = TestEngine.PORTABLE.open(ProcessManager.builder().registryFile(file));
    ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("a")));
    ManagedProcess crashing =
        get(
            pm.startCliBackground(
                rig.sh("sleep 0.5; exit 1"),
                as ->
                    as.id("c")
                        .restart(
                            RestartPolicy.onFailure()
                                .unlimited()
                                .backoff(Backoff.fixed(ofMillis(50))))));
    deleteTree(parent);
    Files.writeString(parent, "a file is in the way");
    Throwable failure =
        catchThrowable(
            () -> get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("b")), 5));
    assertThat(failure)
        .as("a launch waits for its intent to be written")
        .isNotNull()
        .isNotInstanceOf(AssertionError.class);
    assertThat(millis(() -> assertThat(get(p.stop()).complete()).isTrue())).isLessThan(2_000);
    assertThat(get(pm.getStatus("a")).state()).isEqualTo(ProcessState.STOPPED);
    await().atMost(ofSeconds(5)).until(() -> crashing.status().restarts() > 1);
    Files.delete(parent);
    await().atMost(ofSeconds(5)).until(() -> crashing.status().state() == ProcessState.RUNNING);
    assertThat(millis(pm::close)).isLessThan(5_000);
    assertThat(Files.readString(file)).contains("STOPPED");
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void oddTextsTravelThroughTheRegistry() {
    Path file = directory.resolve("processes.json");
    var scope = Scope.session("s:1\n\"é\u0000\uD83D\uDE00");
    try (ProcessManager pm =
        TestEngine.PORTABLE.open(ProcessManager.builder().registryFile(file))) {
      get(
          pm.start(
              dev.processmanager.supervise.ProcessSpec.of(rig.sh("exec sleep 60"))
                  .id("A-._9")
                  .scope(scope)
                  .metadata("\u2028\"\\", "\u0000\u001f\uD800x\uD83D\uDE00")));
    }
    try (Registry registry = Registry.file(file)) {
      Entry entry = registry.entries().getFirst();
      assertThat(entry.key()).isEqualTo(new Entry.Key(scope, "A-._9"));
      assertThat(entry.about().metadata())
          .containsEntry("\u2028\"\\", "\u0000\u001f\uD800x\uD83D\uDE00");
      assertThat(entry.progress().state()).isEqualTo(ProcessState.STOPPED);
    }
  }

  /// Fails in a way its contract does not foresee.
  private static Registry broken(boolean applyThrows, boolean closeThrows) {
    return new Registry() {
      @Override
      public List<Entry> entries() {
        return List.of();
      }

      @Override
      public List<SessionEntry> sessions() {
        return List.of();
      }

      @Override
      public CompletableFuture<Void> synced() {
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public CompletableFuture<Void> apply(Patch patch) {
        if (applyThrows) {
          throw new IllegalStateException("apply");
        }
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void close() {
        if (closeThrows) {
          throw new IllegalStateException("close");
        }
      }
    };
  }

  @Test
  void aRegistryThatThrowsAtApplyHangsNobody() {
    ProcessManager pm =
        TestEngine.PORTABLE.open(ProcessManager.builder().registry(broken(true, false)));
    var start = pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x"));
    get(start.handle((ok, failure) -> true), 5);
    get(pm.stopProcess("x").handle((ok, failure) -> true), 5);
    assertThat(millis(pm::close)).isLessThan(5_000);
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aRegistryThatThrowsAtCloseHangsNoClose() throws InterruptedException {
    ProcessManager pm =
        TestEngine.PORTABLE.open(ProcessManager.builder().registry(broken(false, true)));
    get(pm.startCliBackground(rig.sh("exec sleep 60")));
    Thread closer = Thread.ofPlatform().daemon().start(pm::close);
    assertThat(closer.join(ofSeconds(5))).as("close() returns").isTrue();
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aVeryPatientShutdownStillStopsEverything() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    get(pm.startCliBackground(rig.sh("exec sleep 60")));
    assertThat(get(pm.shutdown(ofSeconds(Long.MAX_VALUE)), 5).complete()).isTrue();
    assertThat(rig.survivors()).isEmpty();
  }
}
