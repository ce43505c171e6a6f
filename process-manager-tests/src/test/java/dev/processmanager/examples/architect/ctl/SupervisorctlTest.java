package dev.processmanager.examples.architect.ctl;

import static dev.processmanager.examples.architect.ctl.Ctl.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.examples.architect.ReloadReport;
import dev.processmanager.examples.architect.http.ArchitectServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people and scripts are told by a supervisor that runs.
class SupervisorctlTest {

  @TempDir Path directory;

  private final FourServices services = new FourServices();
  private ArchitectServer server;
  private Ctl ctl;

  @BeforeEach
  void serve() throws IOException {
    server = ArchitectServer.start(0, services, Ctl.TOKEN);
    ctl = new Ctl(directory).configured("").answeredBy(server.port());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void statusIsATableInAlignedColumnsWithoutColours() {
    Ctl.Said said = ctl.run("status");

    assertThat(said.out())
        .isEqualTo(
            """
            SERVICE  STATE    HEALTH    PID  PORT       UPTIME  RESTARTS  NAME
            prod     running  healthy  9080  8080  1d 02:03:04         0  The prod
            qa       running  healthy  9081  8081  1d 02:03:04         0  The qa
            app      stopped  none        -  5063            -         0  The app
            pharma   stopped  none        -  7085            -         0  The pharma
            """);
    assertThat(said.code()).isZero();
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(ctl.onTerminal("status").out()).contains("\u001b[32mrunning\u001b[0m");
    assertThat(Terminal.wantsColours(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.wantsColours(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.wantsColours(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void statusOfOneServiceTellsScriptsWhetherItRuns() {
    assertThat(ctl.run("status", "prod").code()).isZero();
    Ctl.Said said = ctl.run("status", "app");

    assertThat(said.lines()).contains("state         stopped", "port          5063");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void startStopAndRestartTakeServicesGroupsAndAll() {
    assertThat(ctl.run("start", "app", "web").code()).isZero();
    assertThat(services.done).containsExactly("start prod", "start qa", "start app");
    services.done.clear();

    assertThat(ctl.run("stop", "all").code()).isZero();
    assertThat(services.done).containsExactly("stop pharma", "stop app", "stop qa", "stop prod");
    services.done.clear();

    assertThat(ctl.run("restart", "all").code()).isZero();
    assertThat(ctl.run("start", "pharma").out()).contains("pharma   running");
    assertThat(services.done)
        .containsExactly("restart prod", "restart qa", "restart app", "start pharma");
  }

  @Test
  void whatFailsForOneServiceIsStillDoneToTheOthers() {
    services.broken = "prod";

    Ctl.Said said = ctl.run("restart", "web");

    assertThat(services.done).containsExactly("restart qa");
    assertThat(said.err()).isEqualTo("supervisorctl: prod: prod does not want to\n");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aNameThatNobodyHasIsToldAndNothingIsDone() {
    Ctl.Said said = ctl.run("stop", "prod", "prud");

    assertThat(said.err()).contains("no service or group named 'prud'");
    assertThat(said.code()).isEqualTo(4);
    assertThat(services.done).isEmpty();
    assertThat(ctl.run("logs", "prud").code()).isEqualTo(4);
    assertThat(ctl.run("rolling-restart", "prud").code()).isEqualTo(4);
  }

  @Test
  void rollingRestartTakesAGroup() {
    assertThat(ctl.run("rolling-restart", "web").lines())
        .extracting(line -> line.split(" ")[0])
        .containsExactly("SERVICE", "prod", "qa", "pharma");
  }

  @Test
  void logsShowTheLastLines() {
    assertThat(ctl.run("logs", "qa", "-n", "2").lines()).containsExactly("qa line 1", "qa line 2");
  }

  @Test
  void logsAreFollowedUntilTheSupervisorEnds() throws Exception {
    var out = new StringWriter();
    CompletableFuture<Ctl.Said> following =
        CompletableFuture.supplyAsync(() -> ctl.run(out, false, "", "logs", "qa", "-f", "-n", "1"));
    await().until(() -> !services.followers.isEmpty() && out.toString().contains("qa line 1"));
    services.followers.forEach(follower -> follower.accept("something new"));
    await().until(() -> out.toString().endsWith("something new\n"));

    server.close();

    assertThat(following.get(30, TimeUnit.SECONDS).code()).isEqualTo(3);
    assertThat(out).hasToString("qa line 1\nsomething new\n");
  }

  @Test
  void healthTellsScriptsWhetherAllIsWell() {
    assertThat(ctl.run("health").lines()).contains("prod     healthy", "app      none");
    assertThat(ctl.run("health").code()).isZero();
    assertThat(ctl.run("health", "qa").lines()).first().isEqualTo("qa is healthy");
    assertThat(ctl.run("health", "qa").lines())
        .anyMatch(line -> line.endsWith("pass       12 ms  200 OK"))
        .anyMatch(line -> line.endsWith("fail     1200 ms  503"));

    ctl.run("stop", "prod");

    assertThat(ctl.run("health").code()).isEqualTo(1);
    assertThat(ctl.run("status").lines()).last().isEqualTo("Critical and down: prod");
  }

  @Test
  void eventsAreTheNewestOnesAndCannotMoveTheCursor() {
    List<String> lines = ctl.run("events", "prod", "-n", "3").lines();

    assertThat(lines).hasSize(4).allMatch(line -> !line.contains("\u001b"));
    assertThat(lines.get(1)).contains("prod     exited  no. 0");
    assertThat(ctl.run("events", "-n", "0").code()).isEqualTo(2);
  }

  @Test
  void summaryIsAFewNumbers() {
    assertThat(ctl.run("summary").lines())
        .contains("SUPERVISOR         pid 4711", "services           4", "running            2");
  }

  @Test
  void reloadTellsWhatHasChangedOrEverythingThatIsWrong() {
    assertThat(ctl.run("reload").lines()).contains("added      mail", "changed    prod, qa");

    services.reload =
        new ReloadReport(
            List.of(), List.of(), List.of(), List.of(), List.of("line 3: no", "line 5: neither"));
    Ctl.Said said = ctl.run("reload");

    assertThat(said.err()).contains("line 3: no", "line 5: neither");
    assertThat(said.code()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "status prod",
        "start prod",
        "stop all",
        "restart web",
        "logs prod",
        "health",
        "health prod",
        "events",
        "summary",
        "reload",
        "rolling-restart web",
        "verify",
        "setup --auto",
        "completion"
      })
  void everyCommandSpeaksJson(String command) throws IOException {
    String out = ctl.run((command + " --json").split(" ")).out();

    JsonNode answer = new ObjectMapper().readTree(out);
    assertThat(answer.isContainerNode()).as(out).isTrue();
  }

  @Test
  void aConfigurationThatHasBecomeWrongHidesNoSupervisor() throws IOException {
    Files.writeString(
        ctl.configuration(), "{\"global\": {\"pid_directory\": \"pids\", \"what\": 1}}");
    assertThat(ctl.run("status").code()).isZero();
  }

  @Test
  void aWrongTokenIsRefused() throws IOException {
    Files.writeString(directory.resolve("pids/api.token"), "the-token-of-another");

    Ctl.Said said = ctl.run("status");

    assertThat(said.code()).isEqualTo(6);
    assertThat(said.err()).startsWith("supervisorctl: ").hasLineCount(1);
  }
}
