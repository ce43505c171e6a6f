package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.StopReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The process that stands by for the death of this JVM, while this JVM lives.
@Timeout(60)
class GuardianTest {

  @TempDir Path directory;

  private List<Long> ofOthers;

  @BeforeEach
  void lookWhatIsThere() {
    ofOthers = all();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void comesWithTheFirstAttachedChildAndGoesWithItsManager(TestEngine engine) {
    StopReport end;
    try (ProcessManager pm = engine.open()) {
      get(pm.runAsyncTask(_ -> "done"));
      var log = directory.resolve("log");
      get(
          get(pm.startCliBackground(Command.of("true"), as -> as.detached().logFile(log)))
              .result());
      assertThat(own()).isEmpty();

      get(pm.runCli("true"));
      get(pm.startCliBackground(Command.of("sleep", "60")));
      awaitIt();
      assertThat(get(pm.listProcesses())).hasSize(2);
      end = pm.shutdown(Duration.ofSeconds(20)).join();
    }
    assertThat(end.asked()).hasSize(1);
    assertThat(end.forced()).isEmpty();
    assertThat(own()).isEmpty();
    assertThat(Machine.children().stream().filter(child -> Machine.state(child) == 'Z')).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void holdsNothingOfItsHostAndNobodyElseHoldsItsPipe(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      long child = get(pm.startCliBackground(Command.of("sleep", "60"))).pid().orElseThrow();
      long guardian = awaitIt();

      await().atMost(10, SECONDS).until(() -> environment(guardian).size() == 2);
      assertThat(environment(guardian)).allMatch(entry -> entry.matches("(PATH|LC_ALL)=.*"));
      assertThat(files(guardian)).hasSize(3);
      assertThat(files(guardian).subList(1, 3)).containsExactly("/dev/null", "/dev/null");
      String pipe = files(guardian).getFirst();
      assertThat(pipe).startsWith("pipe:");
      assertThat(files(ProcessHandle.current().pid())).containsOnlyOnce(pipe);
      assertThat(files(child)).doesNotContain(pipe);
      Process ofTheJdk = new ProcessBuilder("sleep", "60").start();
      assertThat(files(ofTheJdk.pid())).doesNotContain(pipe);
      ofTheJdk.destroyForcibly();
      assertThat(Machine.session(guardian)).isEqualTo(guardian);
    }
  }

  @Test
  void isNotThereWhereItCouldFindNobody() {
    try (ProcessManager pm = TestEngine.BARE.open()) {
      assertThat(get(pm.runCli("true")).success()).isTrue();
      assertThat(own()).isEmpty();
    }
  }

  @Test
  void isReplacedWhenItEnds() {
    try (ProcessManager pm = TestEngine.NATIVE.open()) {
      get(pm.startCliBackground(Command.of("sleep", "60")));
      long first = awaitIt();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      assertThat(get(pm.runCli("true")).success()).isTrue();
      await()
          .atMost(20, SECONDS)
          .untilAsserted(() -> assertThat(own()).hasSize(1).doesNotContain(first));
    }
    assertThat(own()).isEmpty();
  }

  /// It has its command line only a moment after its start.
  private long awaitIt() {
    await().atMost(20, SECONDS).untilAsserted(() -> assertThat(own()).hasSize(1));
    return own().getFirst();
  }

  private List<Long> own() {
    return all().stream().filter(guardian -> !ofOthers.contains(guardian)).toList();
  }

  private static List<Long> all() {
    return Machine.children().stream().filter(World::isGuardian).toList();
  }

  private static List<String> environment(long pid) {
    return Machine.environment(pid).lines().flatMap(all -> Stream.of(all.split("\0"))).toList();
  }

  /// Where its descriptors lead, from 0 on.
  private static List<String> files(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files
          .sorted((a, b) -> Integer.compare(number(a), number(b)))
          .flatMap(GuardianTest::target)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString());
  }

  private static Stream<String> target(Path file) {
    try {
      return Stream.of(Files.readSymbolicLink(file).toString());
    } catch (IOException closed) {
      return Stream.of();
    }
  }
}
