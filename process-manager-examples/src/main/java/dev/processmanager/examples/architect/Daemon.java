package dev.processmanager.examples.architect;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.architect.alert.AlertDesk;
import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.Global;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.examples.architect.http.ArchitectServer;
import dev.processmanager.examples.architect.store.SqliteStore;
import dev.processmanager.examples.architect.store.Store;
import dev.processmanager.supervise.DependencyException;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/// The supervisor while it runs: everything it is made of, put together. Its services outlive it if
/// it is killed, and are stopped if it is asked to end.
final class Daemon implements AutoCloseable {

  private static final int TOKEN_BYTES = 24;

  private final DaemonFile self;
  private final DaemonLog log;
  private final Global global;
  private final ProcessManager pm;
  private final Store store;
  private final Services services;
  private final Journal journal;
  private final PidFiles pidFiles;
  private final ArchitectSupervision supervision;
  private final CountDownLatch asked = new CountDownLatch(1);

  /// @param self held as long as this runs
  Daemon(Path file, Configuration configuration, DaemonFile self, DaemonLog log) {
    this.self = self;
    this.log = log;
    this.global = configuration.global();
    this.store = SqliteStore.open(global.database());
    this.pm =
        ProcessManager.builder()
            .registryFile(global.pidDirectory().resolve("services.json"))
            .build();
    var lines = new Fanout<Services.LogLine>();
    var events = new Fanout<ServiceEvent>();
    var desk = new AlertDesk(pm, configuration.notifications(), log::say);
    this.services = new Services(pm, configuration, lines);
    this.journal = new Journal(store, log, desk, events);
    this.pidFiles = new PidFiles(global.pidDirectory(), log::say);
    var reloading =
        new Reloading(
            file,
            services,
            journal,
            next -> {
              desk.change(next.notifications());
              showAll();
            });
    this.supervision =
        new ArchitectSupervision(services, store, events, lines, reloading, Instant.now());
  }

  /// Runs until it is asked to end, and then ends all services.
  void run() throws IOException, InterruptedException {
    pm.listen(this::onEvent);
    String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(TOKEN_BYTES));
    Atomically.write(global.apiToken(), token);
    try (ArchitectServer server = listen(token);
        Sampler _ = Sampler.begin(services, store, log)) {
      Atomically.write(global.apiAddress(), "http://127.0.0.1:" + server.port());
      begin();
      self.publish();
      log.tell("The dashboard is at " + server.dashboard());
      asked.await();
      end();
    } finally {
      Files.deleteIfExists(global.apiAddress());
      Files.deleteIfExists(global.apiToken());
    }
  }

  private ArchitectServer listen(String token) throws IOException {
    try {
      return ArchitectServer.start(global.apiPort(), supervision, token);
    } catch (BindException taken) {
      throw new IOException("The port " + global.apiPort() + " is somebody else's", taken);
    }
  }

  private void begin() {
    journal.note(
        "started",
        "The supervisor runs as PID " + ProcessHandle.current().pid(),
        Map.of("pid", Long.toString(ProcessHandle.current().pid())));
    Services.Begun begun = services.begin(Legacy.of(pm, self.followsKilled()));
    begun.started().whenComplete((_, failure) -> tellOfBegin(begun, failure));
    showAll();
  }

  private void tellOfBegin(Services.Begun begun, Throwable failure) {
    for (ProcessStatus before : begun.ran()) {
      OptionalLong pid =
          services
              .find(before.id())
              .map(services::view)
              .map(ServiceView::pid)
              .orElse(OptionalLong.empty());
      if (pid.isPresent() && pid.equals(before.pid())) {
        journal.note("adopted", before.id() + " runs on", Map.of("id", before.id()));
      }
    }
    if (failure instanceof DuplicateIdException || failure instanceof DependencyException) {
      log.say("Services cannot be started: " + failure.getMessage());
    }
  }

  private void end() {
    journal.note("stopping", "The supervisor stops all services", Map.of());
    pm.stopAll().join();
    showAll();
    journal.note("stopped", "The supervisor ends", Map.of());
  }

  private void showAll() {
    store.services(supervision.services());
  }

  private void onEvent(ProcessEvent event) {
    services
        .find(event.key().id())
        .ifPresentOrElse(service -> onEvent(event, service), () -> onEventOfFormer(event));
  }

  /// It is on its way out of the configuration.
  private void onEventOfFormer(ProcessEvent event) {
    pidFiles.forget(event.key().id());
    journal.note(event, false);
  }

  private void onEvent(ProcessEvent event, ServiceSettings service) {
    ServiceView view = services.view(service);
    pidFiles.note(view);
    store.service(view);
    journal.note(event, service.critical());
  }

  Supervision supervision() {
    return supervision;
  }

  /// Asks it to end.
  void ask() {
    asked.countDown();
  }

  void reload() {
    supervision.reload().problems().forEach(log::say);
  }

  @Override
  public void close() throws IOException {
    pm.close();
    store.close();
    self.close();
    log.close();
  }
}
