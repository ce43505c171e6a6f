package dev.processmanager.examples.psm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who brings a coordinator back, run once a minute.
@Timeout(100)
class WatchdogTest {

  private static final Path SAMPLES =
      Path.of("../process-manager-examples/samples/psm").toAbsolutePath().normalize();

  @TempDir private Path home;

  private Desk desk;

  @BeforeEach
  void sitDown() throws Exception {
    desk = new Desk(home);
    desk.services("{\"services\": {\"job\": {\"command\": [\"sleep\", \"300\"]}}}");
  }

  @AfterEach
  void leave() throws Exception {
    desk.close();
  }

  @Test
  void startsLeavesAloneAndReplacesTheCoordinator() throws Exception {
    watch();
    long first = desk.pid(Coordinator.ID);
    assertThat(first).isPositive();
    assertThat(desk.service(Coordinator.ID).at("/metadata/managedBy").asText())
        .isEqualTo("watchdog");
    await().until(() -> desk.state("job").equals("RUNNING"));
    long job = desk.pid("job");

    watch();
    assertThat(desk.pid(Coordinator.ID)).as("it is well").isEqualTo(first);
    assertThat(desk.psm("coordinator").fails().err()).contains("another coordinator");

    Desk.signal("KILL", first);
    await().until(() -> !desk.isAlive(first));
    watch();
    long second = desk.pid(Coordinator.ID);
    assertThat(second).isPositive().isNotEqualTo(first);

    Desk.signal("STOP", second);
    await().until(() -> silence().toMillis() > 1_000);
    watch("--max-age=1s");
    assertThat(desk.isAlive(second)).isFalse();
    assertThat(desk.pid(Coordinator.ID)).isPositive().isNotEqualTo(second);
    assertThat(desk.pid("job")).as("it has survived them all").isEqualTo(job);
    assertThat(log())
        .anyMatch(line -> line.endsWith("no coordinator runs"))
        .anyMatch(line -> line.endsWith("coordinator PID " + first + " is started"))
        .anyMatch(line -> line.endsWith("coordinator PID " + first + " is well"))
        .anyMatch(line -> line.endsWith("coordinator PID " + second + " is stale: stopped"));
  }

  @Test
  void twoAtOnceStartOneCoordinator() throws Exception {
    List<CompletableFuture<Desk.Answer>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> desk.psm(watchdog())))
            .limit(2)
            .toList();

    assertThat(both).allSatisfy(one -> one.get(60, SECONDS).succeeds());
    Path log = home.resolve(".logs/coordinator.log");
    await().until(() -> Files.readString(log).contains("looks after"));
    assertThat(Files.readAllLines(log)).filteredOn(l -> l.contains("looks after")).hasSize(1);
    assertThat(Files.readString(log)).doesNotContain("another coordinator");
  }

  @Test
  void aCoordinatorMayBeSilentForTwoMinutes() {
    assertThat(desk.psm("watchdog", "--help").succeeds().out()).contains("(120s)");
    assertThat(Launch.isWell(coordinator(Duration.ofSeconds(110)), ServiceView.FRESH)).isTrue();
    assertThat(Launch.isWell(coordinator(Duration.ofSeconds(121)), ServiceView.FRESH)).isFalse();
  }

  private static ProcessStatus coordinator(Duration silence) {
    Instant last = Instant.now().minus(silence);
    return new ProcessStatus(
        Coordinator.ID,
        ProcessKind.JVM_TASK,
        Scope.global(),
        ProcessState.RUNNING,
        Health.NONE,
        OptionalLong.of(4711),
        1,
        0,
        "psm",
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        Instant.EPOCH,
        Optional.of(last),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  @Test
  void tellsWhyNoCoordinatorComesUp() throws Exception {
    desk.services("{\"services\": 1}");

    assertThat(desk.psm(watchdog()).fails().err()).contains("coordinator has ended; see ");
    assertThat(log()).last().asString().contains("coordinator has ended; see ");
    assertThat(Files.readString(home.resolve(".logs/coordinator.log")))
        .contains("psm-services.json:1");
  }

  @Test
  void theSampleUnitsRunItEveryMinute() throws Exception {
    var documents = DocumentBuilderFactory.newInstance();
    documents.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Path launchd = SAMPLES.resolve("dev.processmanager.psm-watchdog.plist");
    assertThat(documents.newDocumentBuilder().parse(launchd.toFile()).getDocumentElement())
        .satisfies(
            plist -> {
              assertThat(plist.getElementsByTagName("integer").item(0).getTextContent())
                  .isEqualTo("60");
              assertThat(plist.getTextContent()).contains("StartInterval", "psm\" watchdog");
            });
    assertThat(sample("psm-watchdog.timer")).contains("OnUnitActiveSec=60");
    assertThat(sample("psm-watchdog.service")).anyMatch(line -> line.endsWith("/psm watchdog"));
    assertThat(sample("psm-watchdog.cron"))
        .anyMatch(line -> line.startsWith("* * * * * ") && line.contains("/psm watchdog"));
    assertThat(Json.read(SAMPLES.resolve("psm-services.json"), ServicesFile.class).services())
        .containsOnlyKeys("docs", "indexer", "mail-tunnel");
  }

  private static List<String> sample(String name) throws IOException {
    return Files.readAllLines(SAMPLES.resolve(name));
  }

  private void watch(String... more) {
    desk.psm(watchdog(more)).succeeds();
  }

  private Duration silence() {
    String last = desk.service(Coordinator.ID).get("lastHealthCheck").asText();
    return Duration.between(Instant.parse(last), Instant.now());
  }

  private static String[] watchdog(String... more) {
    var command = new ArrayList<>(List.of("watchdog", "--every=0.1s"));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(home.resolve(".logs/system-watchdog.log"));
  }
}
