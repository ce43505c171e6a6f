package dev.processmanager.examples.architect;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.examples.architect.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A supervisor inside the JVM of a test, with real services.
final class Rig implements AutoCloseable {

  final Path directory;
  final Supervision supervision;
  private final Daemon daemon;
  private final Thread thread;

  private Rig(Path directory, Daemon daemon) {
    this.directory = directory;
    this.daemon = daemon;
    this.supervision = daemon.supervision();
    this.thread = Thread.ofPlatform().name("rig").start(this::run);
  }

  /// @param services the members of `services`, with `'` for quotes
  /// @param more further members of the configuration
  static Rig start(Path directory, String services, String more) throws Exception {
    Path file = configure(directory, services, more);
    Configuration configuration = Configuration.read(file);
    var rig =
        new Rig(
            directory,
            new Daemon(
                file,
                configuration,
                DaemonFile.claim(configuration.global()).orElseThrow(),
                DaemonLog.open(configuration.global().daemonLog(), true)));
    patiently().until(() -> Files.exists(configuration.global().daemonPid()));
    return rig;
  }

  static Path configure(Path directory, String services, String more) throws IOException {
    Path file = directory.resolve("supervisor_config.json");
    String text =
        """
        {'version': '1.0',
         'global': {'api_port': 0, 'check_interval': 0.1, 'restart_delay': 0.1,
                    'max_restart_attempts': 1},
         'services': {
        %s
         },
         %s}
        """
            .formatted(services, more);
    Files.writeString(file, text.replace('\'', '"').replace('`', '\''));
    return file;
  }

  private void run() {
    try {
      daemon.run();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  static ConditionFactory patiently() {
    return Awaitility.await().atMost(20, SECONDS).pollInterval(Duration.ofMillis(20));
  }

  ServiceView view(String id) {
    return supervision.service(id).orElseThrow();
  }

  ServiceView await(String id, Predicate<ServiceView> what) {
    return patiently().until(() -> view(id), what);
  }

  ServiceView awaitState(String id, String state) {
    return await(id, view -> view.state().equals(state));
  }

  ServiceView awaitHealth(String id, String health) {
    return await(id, view -> view.health().equals(health));
  }

  void awaitLine(String id, String line) {
    patiently().until(() -> supervision.tail(id, 100), lines -> lines.contains(line));
  }

  ServiceEvent awaitEvent(String service, String type) {
    return patiently()
        .until(
            () ->
                supervision.events(Optional.of(service), 100).stream()
                    .filter(event -> event.type().equals(type))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("logs/process_supervisor.log"));
  }

  @Override
  public void close() throws IOException {
    daemon.ask();
    patiently().until(() -> !thread.isAlive());
    daemon.close();
  }
}
