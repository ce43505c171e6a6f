package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.Global;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as a process of its own, which its tests share and may kill.
@Timeout(90)
class DaemonTest {

  private static final String SERVICES =
      """
      'one': {'command': 'sh', 'args': ['-c', 'echo up; exec sleep 1000'], 'groups': ['g'],
        'restart_policy': {'max_retries': 99, 'retry_delay': 0.05, 'max_backoff': 0.1}},
      'two': {'command': 'sleep', 'args': ['1000'], 'dependencies': ['one'],
        'health_check': {'type': 'process'}},
      'idle': {'command': 'sleep', 'args': ['1000']}
      """;

  @TempDir static Path directory;
  @TempDir Path other;
  private static Path file;
  private static Global global;
  private static DaemonControl control;

  @BeforeAll
  static void configure() throws Exception {
    file = Rig.configure(directory, SERVICES, "'monitoring': {'metrics_interval': 1}");
    global = Configuration.read(file).global();
    control = new DaemonControl(file, global);
  }

  /// Whoever killed it before.
  @BeforeEach
  void run() throws IOException {
    if (control.running().isEmpty()) {
      control.start();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    control.stop();
  }

  @Test
  void itRunsInTheBackgroundAndIsFound() throws Exception {
    assertThat(architect("--status")).isZero();
    assertThat(Files.readString(global.daemonPid()).strip())
        .isEqualTo(Long.toString(control.running().getAsLong()));
    assertThatThrownBy(control::start).hasMessageContaining("runs already");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(global.apiToken())))
        .isEqualTo("rw-------");
    assertThat(get("summary")).contains("\"total\":3");
    assertThat(global.daemonLog()).content().contains("The supervisor runs as PID");
  }

  @Test
  void aKilledDaemonIsFollowedByOneThatGoesOnWithTheServices() throws Exception {
    long one = pid("one");
    long two = pid("two");
    long daemon = control.running().getAsLong();
    pid("idle");
    post("services/idle/stop");
    kill(daemon);
    assertThat(architect("--status")).as("not running").isEqualTo(3);
    assertThat(control.start()).isNotEqualTo(daemon);

    Rig.patiently().until(() -> get("events?service=supervisor").contains("two runs on"));
    assertThat(pid("one")).isEqualTo(one);
    assertThat(pid("two")).isEqualTo(two);
    assertThat(get("services/idle")).as("as it was").contains("\"state\":\"stopped\"");
    kill(one);
    Rig.patiently().until(() -> pid("one"), pid -> pid != one);
    assertThat(pid("two")).isEqualTo(two);
  }

  @Test
  void aLockedDatabaseStopsNoSupervision() throws Exception {
    long before = pid("one");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + global.database());
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      kill(before);
      Rig.patiently().until(() -> pid("one"), pid -> pid != before);
      statement.execute("ROLLBACK");
    }
    long after = pid("one");

    Rig.patiently().until(() -> get("events?service=one").contains("restart 1 in"));
    Rig.patiently().until(() -> storedPid("one") == after);
  }

  @Test
  void aHangUpReloadsTheConfiguration() throws Exception {
    long one = pid("one");
    String more = SERVICES.strip() + ", 'three': {'command': 'sleep', 'args': ['1000']}";
    Rig.configure(directory, more, "'monitoring': {}");
    signal("HUP", control.running().getAsLong());
    Rig.patiently().until(() -> Files.exists(directory.resolve("run/three.pid")));
    assertThat(pid("one")).isEqualTo(one);
    Rig.configure(directory, SERVICES, "'monitoring': {}");
    signal("HUP", control.running().getAsLong());

    Rig.patiently().until(() -> Files.notExists(directory.resolve("run/three.pid")));
  }

  @Test
  void aStopEndsTheServicesAndThenTheDaemon() throws Exception {
    long one = pid("one");
    long daemon = control.running().getAsLong();
    post("services/idle/stop");

    assertThat(architect("--stop")).isZero();
    assertThat(isGone(one)).isTrue();
    assertThat(isGone(daemon)).isTrue();
    assertThat(global.daemonPid()).doesNotExist();
    assertThat(global.apiToken()).doesNotExist();
    assertThat(global.daemonLog()).content().contains("The supervisor ends");

    control.start();
    assertThat(pid("idle")).as("starts with its supervisor").isPositive();
  }

  @Test
  void aStrangerWithTheNumberInTheFileIsNotTouched() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      Path elsewhere = Rig.configure(other, SERVICES, "'monitoring': {}");
      Path pidFile = Configuration.read(elsewhere).global().daemonPid();
      Files.createDirectories(pidFile.getParent());
      Files.writeString(pidFile, stranger.pid() + "\n");
      Files.createFile(pidFile.resolveSibling("process_supervisor.lock"));

      assertThat(run("--status", "--config", elsewhere.toString())).isEqualTo(3);
      assertThat(run("--stop", "--config", elsewhere.toString())).isZero();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void aWrongConfigurationIsNotBegunWith() throws Exception {
    Path wrong = Rig.configure(other, "'one': {}", "'monitoring': {}");

    assertThat(run("--config", wrong.toString())).isEqualTo(78);
    assertThat(run("--config", other.resolve("none.json").toString())).isEqualTo(1);
    assertThat(run("--stop", "--config", wrong.toString())).as("can always be stopped").isZero();
    assertThat(run("--stop", "--daemon")).as("one at a time").isEqualTo(2);
  }

  @Test
  void aPortOfSomebodyElseIsOneClearLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Path busy = Rig.configure(other, "", "'monitoring': {}");
      Files.writeString(
          busy, Files.readString(busy).replace("\"api_port\": 0", "\"api_port\": " + port));

      assertThatThrownBy(() -> new DaemonControl(busy, Configuration.read(busy).global()).start())
          .hasMessageContaining("The port " + port + " is somebody else's");
    }
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsDoneWithout() throws Exception {
    Files.createDirectories(other.resolve("data/architect.db/not-empty"));
    try (Rig rig = Rig.start(other, SERVICES, "'monitoring': {}")) {
      rig.awaitState("two", "running");
      kill(rig.view("one").pid().getAsLong());
      rig.await("one", view -> view.restarts() == 1);
    }
  }

  private static int architect(String option) {
    return run(option, "--config", file.toString());
  }

  private static int run(String... args) {
    return Architect.commandLine().execute(args);
  }

  private static long pid(String id) {
    return Rig.patiently()
        .ignoreExceptions()
        .until(
            () -> Long.parseLong(Files.readString(directory.resolve("run/" + id + ".pid")).strip()),
            pid -> ProcessHandle.of(pid).isPresent());
  }

  private static long storedPid(String id) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + global.database());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT pid FROM supervisor_services WHERE id = '" + id + "'")) {
      return rows.getLong(1);
    }
  }

  private static String get(String path) throws Exception {
    return send(path, HttpRequest.Builder::GET);
  }

  private static void post(String path) throws Exception {
    send(path, request -> request.POST(BodyPublishers.noBody()));
  }

  private static String send(String path, UnaryOperator<HttpRequest.Builder> method)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(Files.readString(global.apiAddress()) + "/api/supervisor/" + path);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + Files.readString(global.apiToken()));
      return client.send(method.apply(request).build(), BodyHandlers.ofString()).body();
    }
  }

  /// Or a zombie that nobody has collected yet.
  private static boolean isGone(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "stat");
    return Files.notExists(status) || Files.readString(status).contains(") Z ");
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
  }
}
