package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each key of a service changes what happens. All of them are looked after by one supervisor.
@Timeout(60)
class ServiceKeysTest {

  private static final String SERVICES =
      """
      'env': {'command': 'sh', 'args': ['-c', 'echo $MODE $PORT $PWD; exec sleep 1000'],
        'environment': {'MODE': 'prod'}, 'port': 18123, 'working_directory': 'sub',
        'name': 'Environment', 'description': 'Says where it is', 'groups': ['talkers']},
      'crasher': {'command': 'sh', 'args': ['-c', 'echo up; exit 3'], 'critical': true,
        'restart_policy': {'max_retries': 2, 'retry_delay': 0.1, 'backoff_multiplier': 3,
                           'max_backoff': 0.25}},
      'global-crasher': {'command': 'sh', 'args': ['-c', 'exit 3']},
      'once': {'command': 'sh', 'args': ['-c', 'echo done']},
      'again': {'command': 'sh', 'args': ['-c', 'echo done'], 'restart_on_exit': true},
      'left': {'command': 'sh', 'args': ['-c', 'exit 4'], 'auto_restart': false},
      'http': {'command': 'sleep', 'args': ['1000'], 'port': HTTP, 'health_check':
        {'type': 'http', 'endpoint': '/status', 'expected_status': 503,
         'expected_content': 'busy'}},
      'http-other': {'command': 'sleep', 'args': ['1000'], 'auto_restart': false, 'health_check':
        {'type': 'http', 'endpoint': 'http://127.0.0.1:HTTP/status', 'expected_status': 503,
         'expected_content': 'idle', 'max_failures': 2}},
      'http-slow': {'command': 'sleep', 'args': ['1000'], 'auto_restart': false, 'health_check':
        {'type': 'http', 'endpoint': 'http://127.0.0.1:HTTP/slow', 'timeout': 0.05,
         'max_failures': 1}},
      'tcp': {'command': 'sleep', 'args': ['1000'], 'health_check':
        {'type': 'tcp', 'host': 'localhost', 'port': HTTP, 'interval': 500}},
      'fallback': {'command': 'sleep', 'args': ['1000'], 'health_check':
        {'type': 'tcp', 'port': 1, 'fallback_check': {'type': 'process'}}},
      'script': {'command': 'sleep', 'args': ['1000'], 'auto_restart': false,
        'environment': {'FLAG': 'flag'},
        'health_check': {'type': 'script', 'command': 'test -e $FLAG', 'max_failures': 1}},
      'sick': {'command': 'sleep', 'args': ['1000'], 'health_check':
        {'type': 'script', 'command': 'test ! -e sick', 'interval': 0.05, 'max_failures': 2},
        'restart_policy': {'max_retries': 9, 'retry_delay': 0.1}},
      'base': {'command': 'sleep', 'args': ['1000'], 'health_check':
        {'type': 'script', 'command': 'test -e base', 'max_failures': 1000}},
      'dependent': {'command': 'sleep', 'args': ['1000'], 'dependencies': ['base']},
      'hungry': {'command': 'sh', 'args': ['-c', 'while sleep 0.01; do :; done'],
        'resource_limits': {'max_memory_mb': 1, 'max_cpu_percent': 0.1}},
      'stubborn': {'command': 'sh', 'args': ['-c', 'trap `` TERM; echo up; while :; do sleep 1; done'],
        'graceful_shutdown': {'timeout': 0.3}},
      'polite': {'command': 'sh',
        'args': ['-c', 'trap `echo bye; exit 0` INT; echo up; while :; do sleep 0.05; done'],
        'graceful_shutdown': {'signal': 'SIGINT'}},
      'forced': {'command': 'sh',
        'args': ['-c', 'trap `echo bye; exit 0` TERM; echo up; while :; do sleep 0.05; done'],
        'graceful_shutdown': {'enabled': false}},
      'early': {'command': 'sleep', 'args': ['1000'], 'priority': 1},
      'brief': {'command': 'sleep', 'args': ['1000']},
      'talker': {'command': 'sh', 'args': ['-c', 'yes ten megabytes | head -c 10000100; exec sleep 1000']},
      'spare': {'command': 'sleep', 'args': ['1000'], 'enabled': false}
      """;

  @TempDir static Path directory;
  private static HttpServer server;
  private static Rig rig;

  @BeforeAll
  static void begin() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/status",
        exchange -> {
          exchange.sendResponseHeaders(503, 0);
          exchange.getResponseBody().write("busy\n".getBytes());
          exchange.close();
        });
    server.createContext("/slow", _ -> {});
    server.start();
    Files.createDirectory(directory.resolve("sub"));
    String port = Integer.toString(server.getAddress().getPort());
    rig =
        Rig.start(
            directory, SERVICES.replace("HTTP", port), "'monitoring': {'metrics_interval': 0.1}");
  }

  @AfterAll
  static void end() throws Exception {
    rig.close();
    server.stop(0);
  }

  @Test
  void commandArgsEnvironmentPortAndDirectoryAreThoseOfTheProcess() throws Exception {
    rig.awaitLine("env", "prod 18123 " + directory.resolve("sub").toRealPath());

    ServiceView view = rig.awaitState("env", "running");
    assertThat(view.name()).isEqualTo("Environment");
    assertThat(view.description()).isEqualTo("Says where it is");
    assertThat(view.groups()).containsExactly("talkers");
    assertThat(view.port()).hasValue(18123);
    assertThat(directory.resolve("logs/env.log")).content().startsWith("prod");
    assertThat(directory.resolve("run/env.pid")).hasContent(view.pid().getAsLong() + "\n");
  }

  @Test
  void aRestartPolicySaysHowOftenAndWhen() {
    assertThat(rig.awaitState("crasher", "fatal").restarts()).isEqualTo(2);
    assertThat(pauses("crasher")).containsExactly("100", "250");
    assertThat(rig.supervision.summary().criticalDown()).contains("crasher");
  }

  @Test
  void theGlobalsSayItForThoseWithoutAPolicy() {
    assertThat(rig.awaitState("global-crasher", "fatal").restarts()).isEqualTo(1);
    assertThat(pauses("global-crasher")).containsExactly("100");
  }

  /// In milliseconds, before each restart.
  private static List<String> pauses(String id) {
    return rig.supervision.events(Optional.of(id), 100).reversed().stream()
        .filter(event -> event.type().equals("restart_scheduled"))
        .map(event -> event.details().get("afterMillis"))
        .toList();
  }

  @Test
  void everyStateHasItsName() {
    rig.awaitState("crasher", "fatal");
    rig.awaitState("left", "failed");
    rig.awaitState("brief", "running");
    rig.supervision.stop("brief").join();

    Rig.patiently()
        .untilAsserted(
            () ->
                assertThat(rig.supervision.events(Optional.empty(), 1000))
                    .filteredOn(event -> event.type().equals("state_changed"))
                    .extracting(event -> event.details().get("to"))
                    .containsOnly(
                        "stopped",
                        "starting",
                        "running",
                        "stopping",
                        "failed",
                        "backoff",
                        "fatal"));
  }

  @Test
  void whatAServicePrintsIsInFilesOfTenMegabytes() throws Exception {
    Path older = directory.resolve("logs/talker.log.1");

    Rig.patiently().until(() -> Files.exists(older));
    assertThat(Files.size(older)).isGreaterThan(9_900_000);
  }

  @Test
  void whatEndsWellIsRestartedOnlyIfThatIsWanted() {
    assertThat(rig.awaitState("once", "stopped").restarts()).isZero();
    assertThat(rig.awaitState("again", "fatal").restarts()).isEqualTo(1);
  }

  @Test
  void withoutAutoRestartAFailureIsLeftAsItIs() {
    assertThat(rig.awaitState("left", "failed").restarts()).isZero();
  }

  @Test
  void anHttpCheckLooksAtStatusContentAndTime() {
    rig.awaitHealth("http", "healthy");
    rig.awaitHealth("http-other", "unhealthy");
    rig.awaitHealth("http-slow", "unhealthy");

    assertThat(rig.view("http-other").state()).as("only told about").isEqualTo("running");
    HealthReport report = rig.supervision.health("http-other");
    assertThat(report.checks().getFirst().outcome()).isEqualTo("fail");
    assertThat(report.checks().getFirst().message()).contains("idle");
    assertThat(rig.supervision.health("http-slow").checks().getLast().responseTimeMs())
        .as("given up in time")
        .isLessThan(5_000);
  }

  @Test
  void aCheckHasARhythmOfItsOwn() {
    rig.awaitHealth("tcp", "healthy");
    Rig.patiently().until(() -> rig.supervision.health("fallback").checks().size() > 9);

    assertThat(rig.supervision.health("tcp").checks()).hasSizeLessThan(4);
  }

  @Test
  void aTcpCheckConnectsAndAFallbackDecidesWhenTheFirstAnswerIsNotGood() {
    rig.awaitHealth("tcp", "healthy");
    rig.awaitHealth("fallback", "healthy");
  }

  @Test
  void aScriptRunsInTheDirectoryAndWithTheVariablesOfTheService() throws Exception {
    rig.awaitHealth("script", "unhealthy");
    Files.createFile(directory.resolve("flag"));
    rig.awaitHealth("script", "healthy");
  }

  @Test
  void whoIsNotHealthyIsRestarted() throws Exception {
    ServiceView before = rig.awaitHealth("sick", "healthy");
    Path sick = Files.createFile(directory.resolve("sick"));
    rig.await("sick", view -> !view.pid().equals(before.pid()));
    Files.delete(sick);

    assertThat(rig.awaitHealth("sick", "healthy").restarts()).isPositive();
  }

  @Test
  void aServiceWaitsUntilWhatItDependsOnIsHealthy() throws Exception {
    rig.awaitEvent("dependent", "dependencies_awaited");
    Rig.patiently().until(() -> rig.supervision.health("base").checks().size() > 3);
    assertThat(rig.view("dependent").pid()).isEmpty();
    assertThat(rig.view("base").state()).isEqualTo("starting");
    assertThat(rig.view("base").restarts()).as("within max_failures").isZero();
    Files.createFile(directory.resolve("base"));

    rig.awaitState("dependent", "running");
  }

  @Test
  void whoUsesTooMuchIsToldAboutAndRunsOn() {
    ServiceView before = rig.awaitState("hungry", "running");
    Rig.patiently()
        .until(
            () ->
                rig.supervision.events(Optional.of("hungry"), 100).stream()
                    .filter(event -> event.type().equals("limit_exceeded"))
                    .map(event -> event.details().get("cause"))
                    .distinct()
                    .count(),
            causes -> causes == 2);

    assertThat(rig.view("hungry").pid()).isEqualTo(before.pid());
  }

  @Test
  void aStopAsksAsConfiguredAndForcesAfterTheTimeout() {
    rig.awaitLine("stubborn", "up");
    rig.awaitLine("polite", "up");
    rig.awaitLine("forced", "up");
    long begin = System.nanoTime();
    rig.supervision.stop("stubborn").join();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(280), Duration.ofSeconds(10));
    assertThat(rig.supervision.stop("polite").join().state()).isEqualTo("stopped");
    assertThat(rig.supervision.stop("forced").join().state()).isEqualTo("stopped");
    assertThat(rig.supervision.tail("polite", 9)).as("asked by INT").contains("bye");
    assertThat(rig.supervision.tail("forced", 9)).as("not asked").doesNotContain("bye");
    assertThat(directory.resolve("run/forced.pid")).doesNotExist();
  }

  @Test
  void whoHasASmallerPriorityNumberStartsFirst() {
    assertThat(rig.supervision.services().getFirst().id()).isEqualTo("early");
    assertThat(startOf("early")).isBefore(startOf("env"));
  }

  private static Instant startOf(String id) {
    return rig.await(id, view -> view.startedAt().isPresent()).startedAt().orElseThrow();
  }

  @Test
  void whatIsNotEnabledStartsOnlyWhenSomebodyAsks() {
    assertThat(rig.view("spare").state()).isEqualTo("stopped");
    assertThat(rig.supervision.stop("spare").join().state()).isEqualTo("stopped");
    assertThat(rig.supervision.start("spare").join().state()).isEqualTo("running");
    assertThat(rig.supervision.start("spare").join().restarts()).as("runs already").isZero();
  }

  @Test
  void measurementsAreTakenAtTheirInterval() {
    Rig.patiently().until(() -> rig.supervision.samples("tcp", 10).size() > 2);

    Sample sample = rig.supervision.samples("tcp", 1).getFirst();
    assertThat(sample.memoryMb()).isPositive();
    assertThat(sample.healthStatus()).isIn("starting", "healthy");
  }
}
