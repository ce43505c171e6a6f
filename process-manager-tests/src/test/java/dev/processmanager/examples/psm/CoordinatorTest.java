package dev.processmanager.examples.psm;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.process.Exit;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who keeps the services of a file alive.
@Timeout(60)
class CoordinatorTest {

  private static final String[] COMMAND = {"coordinator", "--every=0.1s", "--first-wait=0.01s"};

  @TempDir private Path home;

  private Desk desk;
  private CompletableFuture<Desk.Answer> coordinator;

  @BeforeEach
  void sitDown() {
    desk = new Desk(home);
    coordinator = CompletableFuture.completedFuture(new Desk.Answer(0, "", ""));
  }

  @AfterEach
  void leave() throws Exception {
    if (!coordinator.isDone()) {
      stop();
    }
    desk.close();
  }

  @Test
  void restartsWhoEndsAndTellsThatAllAreWell() throws Exception {
    begin("\"job\": {\"command\": [\"sleep\", \"300\"]}");
    awaitState("job", "RUNNING");
    long first = desk.pid("job");
    assertThat(desk.pid(Coordinator.ID)).isEqualTo(ProcessHandle.current().pid());
    Desk.signal("KILL", first);

    await().until(() -> desk.pid("job") > 0 && desk.pid("job") != first);
    awaitState("job", "RUNNING");
    assertThat(desk.service("job").get("restarts").asInt()).isEqualTo(1);
    assertThat(desk.service("job").at("/metadata/managedBy").asText()).isEqualTo("coordinator");
    Instant now = Instant.now();
    await().until(() -> lastCheck("job").isAfter(now) && lastCheck(Coordinator.ID).isAfter(now));
    desk.psm("health").succeeds();
    assertThat(desk.psm("unregister", "job").fails().err()).contains("is taken");
  }

  @Test
  void restartsWhoDoesNotAnswerAtItsPort() throws Exception {
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = new ServerSocket();
    try (server) {
      server.bind(local);
      int port = server.getLocalPort();
      begin("\"web\": {\"command\": [\"sleep\", \"300\"], \"port\": " + port + "}");
      awaitState("web", "RUNNING");
    }
    long first = desk.pid("web");

    await().atMost(ofSeconds(20)).until(() -> !desk.isAlive(first));
    await().until(() -> desk.service("web").get("restarts").asInt() == 1);
  }

  @Test
  void restartsWhoseHealthFileIsTooOld() throws Exception {
    Path file = Files.writeString(home.resolve("alive"), "yes");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    begin("\"job\": {\"command\":[\"sleep\",\"300\"],\"healthFile\":\"alive\",\"maxAge\":1}");
    awaitState("job", "RUNNING");
    long first = desk.pid("job");
    Instant old = Instant.now().plusMillis(1_200);
    await().until(() -> lastCheck("job").isAfter(old));
    assertThat(desk.pid("job")).isEqualTo(first);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

    await().atMost(ofSeconds(20)).until(() -> !desk.isAlive(first));
  }

  @Test
  void givesUpAfterFiveAttemptsAndKeepsTheOthers() throws Exception {
    begin(
        "\"bad\": {\"command\": [\"sh\", \"-c\", \"exit 3\"]},"
            + "\"missing\": {\"command\": [\"no-such-program\"]},"
            + "\"good\": {\"command\": [\"sleep\", \"300\"]}");

    await().atMost(ofSeconds(20)).until(() -> desk.state("bad").equals("FATAL"));
    assertThat(desk.service("bad").get("restarts").asInt()).isEqualTo(5);
    assertThat(desk.state("missing")).isEqualTo("FATAL");
    assertThat(desk.state("good")).isEqualTo("RUNNING");
    desk.psm("health").fails();
    assertThat(stop().out()).contains("missing does not run", "no-such-program");
  }

  @Test
  void waitsOneTwoFourEightSixteenAndNeverMoreThanThirtySeconds() {
    assertThat(waits(ServiceDefinition.restarts(ofSeconds(1))))
        .containsExactly(1L, 2L, 4L, 8L, 16L);
    assertThat(waits(ServiceDefinition.restarts(ofSeconds(5))))
        .containsExactly(5L, 10L, 20L, 30L, 30L);
  }

  @Test
  void checksEachFifteenSeconds() throws Exception {
    assertThat(desk.psm("coordinator", "--help").succeeds().out()).contains("(15s)");
    ServiceDefinition service =
        Json.read(
            Files.writeString(home.resolve("web"), "{\"command\": [\"x\"], \"port\": 80}"),
            ServiceDefinition.class);
    ProcessSpec spec = service.spec("web", new Home(home), ofSeconds(15), ofSeconds(1));
    assertThat(spec.checks())
        .filteredOn(check -> check.role() == HealthCheck.Role.LIVENESS)
        .singleElement()
        .satisfies(check -> assertThat(check.period()).isEqualTo(ofSeconds(15)));
  }

  @Test
  void leavesItsServicesToTheNextOne() throws Exception {
    begin("\"job\": {\"command\": [\"sleep\", \"300\"]}");
    awaitState("job", "RUNNING");
    long pid = desk.pid("job");
    stop().succeeds();
    assertThat(desk.isAlive(pid)).isTrue();
    assertThat(desk.state(Coordinator.ID)).isEmpty();

    begin("\"job\": {\"command\": [\"sleep\", \"300\"]}");
    await().until(() -> lastCheck("job").isAfter(Instant.EPOCH));
    assertThat(desk.pid("job")).isEqualTo(pid);
    assertThat(desk.service("job").get("restarts").asInt()).isZero();
  }

  @Test
  void refusesAFileThatIsNotWhatItShouldBe() throws Exception {
    String web = "\n\"web\": {\"command\": [\"x\"], ";
    assertRefused("\n\"web\": {\"command\": []}", ":2: a service needs a command");
    assertRefused("\n\"web\": {\"command\": [\"x\", null]}", ":2: ");
    assertRefused(web + "\n\"prot\": 1}", ":3: \"prot\" is unknown; there are [command, directory");
    assertRefused(web + "\"port\": \"x\"}", ":2: \"services.web.port\" is no Integer");
    assertRefused(web + "\"port\": 70000}", ":2: there is no port 70000");
    assertRefused(web + "\"maxAge\": 0}", ":2: no file is younger than 0 s");
    assertRefused("\"web\": null", ":1: nothing is said of \"web\"");
    assertRefused("\"a b\": {\"command\": [\"x\"]}", ":1: an id has 1 to 128 characters");
    assertRefused("\"coordinator\": {\"command\": [\"x\"]}", ":1: \"coordinator\" is the ");
    assertRefused("}", ":1: ");
    desk.services("null");
    assertThat(desk.psm(COMMAND).fails().err()).contains("psm-services.json says nothing");
    assertThat(desk.psm("coordinator", "--services=" + home.resolve("typo")).fails().err())
        .contains(home.resolve("typo") + ": no such file");
  }

  private void assertRefused(String services, String reason) throws Exception {
    desk.services("{\"services\": {" + services + "}}");
    assertThat(desk.psm(COMMAND).fails().err().lines())
        .singleElement()
        .asString()
        .startsWith("psm: " + home.resolve("psm-services.json") + reason);
  }

  private void begin(String services) throws Exception {
    desk.services("{\"services\": {" + services + "}}");
    coordinator =
        CompletableFuture.supplyAsync(() -> desk.psm(COMMAND), Thread::startVirtualThread);
    await().until(() -> desk.state(Coordinator.ID).equals("RUNNING"));
  }

  private Desk.Answer stop() throws Exception {
    desk.signals.get("TERM").run();
    return coordinator.get(20, SECONDS);
  }

  private void awaitState(String name, String state) {
    await().until(() -> desk.state(name).equals(state));
  }

  private Instant lastCheck(String name) {
    return Instant.parse(desk.service(name).path("lastHealthCheck").asText("1970-01-01T00:00:00Z"));
  }

  private static Ended ended(int row) {
    return new Ended(
        Cause.EXITED, new Exit.Exited(1), false, Duration.ofMillis(1), false, row, row);
  }

  private static List<Long> waits(RestartPolicy policy) {
    var waits = new ArrayList<Long>();
    var next = policy.decide(ended(0));
    while (next instanceof Decision.Restart(Duration after, int row)) {
      waits.add(after.toSeconds());
      next = policy.decide(ended(row));
    }
    return waits;
  }
}
