package dev.processmanager.faults;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.impatient;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.processmanager.Sample;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryBusyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several hosts on one registry.
class RegistryHostsTest {

  private static final int HOSTS = 4;
  private static final int THREADS = 8;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void isNamed() {
    file = directory.resolve("processes.json");
  }

  @Test
  void noneLosesWhatAnotherHasWritten() {
    int updates = Sample.of(25, 250);
    List<Host> hosts =
        IntStream.range(0, HOSTS)
            .mapToObj(
                i -> new Host.Setup(RegistryHost.class, "share", file, "h" + i, THREADS, updates))
            .map(setup -> setup.start(directory))
            .toList();
    try (Registry registry = Registry.file(file)) {
      hosts.forEach(host -> assertThat(host.succeeded()).contains("done"));

      assertThat(registry.entries())
          .hasSize(HOSTS * THREADS)
          .allSatisfy(entry -> assertThat(entry.progress().generation()).isEqualTo(updates));
    } finally {
      hosts.forEach(Host::close);
    }
  }

  /// One that is stopped may go on at any moment, so nobody takes the lock from it.
  @Test
  void whoStopsWhileItWritesIsNamedAndNotRobbed() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/locks")), "nobody tells who has a lock");
    try (Host host = new Host.Setup(RegistryHost.class, "endless", file).start(directory);
        Registry registry = impatient(file, Duration.ofMillis(500))) {
      await().atMost(30, SECONDS).until(() -> host.output().contains("\n"));
      await().atMost(30, SECONDS).until(() -> stoppedWithTheLock(host));

      var change = registry.apply(new Patch.Put(entry("late", 1)));
      assertThat(registry.entries()).as("to read needs no lock").isNotEmpty();
      assertThat(change)
          .failsWithin(20, SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(RegistryBusyException.class)
          .withMessageContaining("is being written by pid " + host.pid() + " since ");

      signal(host, "CONT");
      registry.synced().get(20, SECONDS);
      assertThat(RegistryHost.generation(registry, "late")).isEqualTo(1);
    }
  }

  private boolean stoppedWithTheLock(Host host) throws Exception {
    signal(host, "STOP");
    await().atMost(5, SECONDS).until(() -> Machine.state(host.pid()) == 'T');
    Path lock = directory.resolve("processes.json.lock");
    String has = " WRITE %d .*:%s ".formatted(host.pid(), Files.getAttribute(lock, "unix:ino"));
    if (Pattern.compile(has).matcher(Machine.text(Path.of("/proc/locks"))).find()) {
      return true;
    }
    signal(host, "CONT");
    return false;
  }

  private static void signal(Host host, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", signal, Long.toString(host.pid())).start().waitFor();
  }
}
