package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.processmanager.Sample;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryDamage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A host that is killed, or refused something by the system, while it writes the registry.
class RegistryKillTest {

  /// All that the system keeps of the name of a thread.
  private static final String THREADS = "process-manager";

  private static final String RENAMES = "rename,renameat,renameat2";
  private static final String LINKS = "link,linkat";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void isNamed() {
    file = directory.resolve("processes.json");
  }

  @Test
  @Timeout(600)
  void whateverTheInstantTheOldOrTheNewStateIsThere() {
    var random = new Random(7);
    var setup = new Host.Setup(RegistryHost.class, "endless", file);
    for (int i = 0; i < Sample.of(4, 200); i++) {
      try (Host host = setup.start(directory)) {
        await().atMost(30, SECONDS).until(() -> acknowledged(host) > 0);
        LockSupport.parkNanos(random.nextInt(60_000_000));
        kill(host);

        assertThat(found()).isBetween(acknowledged(host), acknowledged(host) + 1);
      }
    }
  }

  private static void kill(Host host) {
    ProcessHandle.of(host.pid()).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(host.exitCode()).isEqualTo(137);
  }

  /// The last change of which the host knew that it was written.
  private static int acknowledged(Host host) {
    String output = host.output();
    return output
        .substring(0, output.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.matches("\\d+"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  private int found() {
    var damages = new CopyOnWriteArrayList<RegistryDamage>();
    try (Registry registry = Registry.file(file)) {
      registry.onDamage(damages::add);
      assertThat(registry.entries()).hasSizeBetween(1, 3);
      assertThat(damages).isEmpty();
      return RegistryHost.generation(registry, "web");
    }
  }

  static List<String> boundaries() {
    var all =
        List.of(
            RENAMES + ":when=2",
            LINKS + ":when=1",
            "write:when=1",
            "openat:when=2",
            RENAMES + ":when=1",
            RENAMES + ":when=3",
            LINKS + ":when=2",
            "openat:when=1",
            "write:when=2",
            "close:when=1",
            "close:when=2",
            "fcntl:when=1",
            "fcntl:when=2",
            "pwrite64:when=1");
    return all.subList(0, Sample.of(3, all.size()));
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void killedAtAnyCallOfTheSystemItLosesNothing(String boundary) throws IOException {
    String[] parts = boundary.split(":", 2);
    try (Host host = ready();
        var _ = Strace.of(threads(host), parts[0], "signal=KILL:" + parts[1])) {
      go();

      assertThat(host.exitCode()).as(host.output()).isEqualTo(137);
      assertThat(found()).isBetween(acknowledged(host), acknowledged(host) + 1);
    }
    try (Host next =
        new Host.Setup(RegistryHost.class, "share", file, "web", 1, 3).start(directory)) {
      assertThat(next.succeeded()).contains("done");
    }
    assertThat(directory.toFile().list((_, name) -> name.endsWith(".tmp")))
        .as("what it has left is cleaned up")
        .isEmpty();
  }

  static List<String> refusals() {
    var all =
        List.of(
            RENAMES + ":error=EACCES:when=2",
            "fsync,fdatasync:error=EIO:when=1",
            "write:error=ENOSPC:when=1",
            LINKS + ":error=EMLINK:when=1",
            "openat:error=ENFILE:when=1");
    return all.subList(0, Sample.of(2, all.size()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatTheSystemRefusesIsToldAndMadeLater(String refusal) throws IOException {
    String[] parts = refusal.split(":", 2);
    try (Host host = ready();
        var _ = Strace.of(threads(host), parts[0], parts[1])) {
      go();

      String output = host.succeeded();
      // a second name for the file is not needed where a copy can be had
      assertThat(output.contains("failed: ")).isEqualTo(!refusal.contains(LINKS));
      assertThat(found()).isEqualTo(RegistryHost.STEPS);
    }
  }

  private Host ready() {
    var setup = new Host.Setup(RegistryHost.class, "steps", file, directory.resolve("go"));
    Host host = setup.start(directory);
    await().atMost(30, SECONDS).until(() -> host.output().contains("ready"));
    return host;
  }

  private void go() throws IOException {
    Files.createFile(directory.resolve("go"));
  }

  /// Whoever is just being started has the name of his creator for a moment.
  private static List<String> threads(Host host) {
    return await().atMost(10, SECONDS).until(() -> namesakes(host), found -> found.size() == 2);
  }

  private static List<String> namesakes(Host host) throws IOException {
    try (var threads = Files.list(Path.of("/proc/" + host.pid() + "/task"))) {
      return threads
          .filter(task -> Machine.text(task.resolve("comm")).strip().equals(THREADS))
          .map(task -> task.getFileName().toString())
          .toList();
    }
  }

  /// Stands between the threads that write and the system.
  private record Strace(Process process) implements AutoCloseable {

    static Strace of(List<String> threads, String calls, String fault) throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
      var command = new ArrayList<>(List.of("strace", "-o", "/dev/null"));
      threads.forEach(thread -> command.addAll(List.of("-p", thread)));
      command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":" + fault));
      Process strace = new ProcessBuilder(command).start();
      for (int i = 0; i < threads.size(); i++) {
        String said = strace.errorReader().readLine();
        assumeTrue(said != null && said.contains("attached"), "strace may not attach: " + said);
      }
      return new Strace(strace);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
