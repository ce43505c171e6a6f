package dev.processmanager.examples.psm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The registry that all share.
@Timeout(60)
class PsmRegistryTest {

  @TempDir private Path home;

  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(home);
  }

  @AfterEach
  void leave() throws Exception {
    desk.close();
  }

  @Test
  void showsWhatWasRegisteredOfEachType() throws Exception {
    long web = register("web", "global", "--meta", "team=edge", "--meta=tier=1");
    register("api", "per-project", "--project", home.resolve("shop").toString());
    register("db", "per-session", "--session", "s-1");

    assertThat(home.resolve(".live-process-registry.json")).exists();
    assertThat(desk.psm("status").succeeds().out().lines().toList())
        .hasSize(4)
        .anyMatch(line -> line.matches("web +global +RUNNING +yes +" + web + " +0 +- +start.sh"))
        .anyMatch(line -> line.matches("api +per-project +RUNNING +.* " + home + "/shop .*"))
        .anyMatch(line -> line.matches("db +per-session +RUNNING +.* s-1 .*"));
    JsonNode only = desk.psm("status", "web", "--json").succeeds().json();
    assertThat(only).hasSize(1);
    assertThat(only.get(0).at("/metadata/team").asText()).isEqualTo("edge");
    assertThat(only.get(0).at("/metadata/tier").asText()).isEqualTo("1");
    assertThat(desk.psm("status", "nobody").fails().err()).contains("nobody is not registered");
  }

  @Test
  void namesAreLookedUpFromTheNearestScopeOn() throws Exception {
    register("web", "global");
    register("web", "per-project");
    register("api", "per-project");
    JsonNode nearest = desk.psm("status", "web", "--json").succeeds().json();
    assertThat(nearest.findValuesAsText("type")).containsExactly("per-project");
    assertThat(desk.psm("status", "--session=s-1", "--json").succeeds().json()).isEmpty();

    desk.psm("unregister", "web").succeeds();
    assertThat(desk.service("web").get("type").asText()).isEqualTo("global");
    desk.psm("is-running", "api").succeeds();
    desk.psm("is-running", "api", "--project", home.resolve("other").toString()).fails();
  }

  @Test
  void unregisteringTouchesNobody() throws Exception {
    long pid = register("web", "global");

    desk.psm("unregister", "web").succeeds();
    assertThat(desk.isAlive(pid)).isTrue();
    assertThat(desk.psm("unregister", "web").fails().err()).contains("web is not registered");
  }

  @Test
  void aNameIsTakenWhileItsProcessLives() throws Exception {
    long first = register("web", "global");
    String other = String.valueOf(desk.sleeper().pid());

    desk.psm("register", "web", String.valueOf(first), "global", "start.sh").succeeds();
    assertThat(desk.psm("register", "web", other, "global", "start.sh").fails().err())
        .contains("\"web\" is taken", "unregister it first");
    end(first);
    desk.psm("register", "web", other, "global", "start.sh").succeeds();
    assertThat(desk.pid("web")).isEqualTo(Long.parseLong(other));
    assertThat(desk.psm("register", "x", String.valueOf(first), "global", "a").fails().err())
        .contains("has ended");
  }

  @Test
  void isRunningAnswersByItsExitCode() throws Exception {
    long pid = register("web", "global");
    assertThat(desk.psm("is-running", "web").succeeds().out()).isEmpty();
    desk.psm("is-running", "nobody").fails();
    end(pid);

    desk.psm("is-running", "web").fails();
  }

  @Test
  void cleanupForgetsTheDeadAlone() throws Exception {
    end(register("dead", "global"));
    register("web", "global");
    assertThat(desk.state("dead")).isEqualTo("FAILED");

    assertThat(desk.psm("cleanup", "--json").succeeds().json().get("cleaned").asInt()).isEqualTo(1);
    assertThat(desk.state("dead")).isEmpty();
    assertThat(desk.state("web")).isEqualTo("RUNNING");
  }

  @Test
  void healthHasItsShapeAndFailsIfSomebodyIsNotWell() throws Exception {
    register("web", "global");
    long dead = register("api", "per-project");
    assertThat(desk.psm("health").succeeds().json().get("healthyServices").asInt()).isEqualTo(2);
    end(dead);

    JsonNode health = desk.psm("health").fails().json();
    assertThat(names(health))
        .containsExactly(
            "totalServices", "healthyServices", "unhealthyServices", "byServiceType", "details");
    assertThat(health.get("totalServices").asInt()).isEqualTo(2);
    assertThat(health.get("healthyServices").asInt()).isEqualTo(1);
    assertThat(health.get("unhealthyServices").asInt()).isEqualTo(1);
    assertThat(health.get("byServiceType").toString())
        .isEqualTo("{\"global\":1,\"per-project\":1,\"per-session\":0}");
    assertThat(health.get("details")).hasSize(2);
  }

  @Test
  void exportHasItsShape() throws Exception {
    long owner = desk.sleeper().pid();
    desk.psm("session", "register", "s-1", String.valueOf(owner), "/shop").succeeds();
    long web = register("web", "global");
    register("api", "per-project", "--project", "/shop");
    register("db", "per-session", "--session", "s-1");

    JsonNode export = desk.psm("export").succeeds().json();
    assertThat(names(export)).containsExactly("version", "lastChange", "sessions", "services");
    assertThat(names(export.get("services"))).containsExactly("global", "projects", "sessions");
    assertThat(export.at("/sessions/s-1/pid").asLong()).isEqualTo(owner);
    assertThat(export.at("/sessions/s-1/project").asText()).isEqualTo("/shop");
    assertThat(export.at("/services/global/web/pid").asLong()).isEqualTo(web);
    assertThat(export.at("/services/projects/~1shop/api/state").asText()).isEqualTo("RUNNING");
    assertThat(export.at("/services/sessions/s-1/db/script").asText()).isEqualTo("start.sh");
  }

  @Test
  void whatIsNotUnderstoodIsToldWithAnExitCodeOfItsOwn() {
    assertThat(desk.psm("register", "web", "1x", "global", "a").code()).isEqualTo(2);
    assertThat(desk.psm("register", "web", "77", "everywhere", "a").err()).contains("per-project");
    assertThat(desk.psm("register", "web", "77", "per-session", "a").fails().err())
        .contains("--session");
    assertThat(desk.psm("register", "a b", "77", "global", "a").fails().err())
        .contains("an id has");
    assertThat(desk.psm("register", "a", "77", "per-session", "a", "--session=").fails().err())
        .startsWith("psm: a project or session scope has a name");
    assertThat(desk.psm("coordinator", "--every=0s").code()).isEqualTo(2);
    assertThat(desk.psm("coordinator", "--every=15").err()).contains("a time is such as 15s");
    assertThat(desk.psm("sing").code()).isEqualTo(2);
    assertThat(desk.psm("--help").succeeds().out()).contains("with-session", "watchdog");
  }

  @Test
  void aHomeThatCannotBeWrittenIsToldInOneLine() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    desk.environment.put(Home.VARIABLE, file.resolve("home").toString());
    String pid = String.valueOf(desk.sleeper().pid());
    for (List<String> command :
        List.of(
            List.of("register", "web", pid, "global", "x"),
            List.of("session", "register", "s-1", pid, "/shop"),
            List.of("coordinator"),
            List.of("watchdog"),
            List.of("with-session", "true"))) {
      assertThat(desk.psm(command.toArray(String[]::new)).fails().err().lines())
          .as("%s", command)
          .singleElement()
          .asString()
          .startsWith("psm: ")
          .contains(file.toString());
    }
    assertThat(desk.psm("verify").fails().out()).contains("FAIL lock").doesNotContain("\tat ");
    desk.environment.put(Home.VARIABLE, home.toString());
  }

  @Test
  void anEmptyVariableIsNone() {
    desk.environment.put(World.SESSION, "");
    desk.psm("is-running", "web").fails();
    assertThat(Home.of(Map.of(Home.VARIABLE, "")).directory())
        .isEqualTo(Path.of(System.getProperty("user.home")));
  }

  /// Ten in this JVM and two programs of their own.
  @Test
  void severalPsmAtOnceLoseNothing() throws Exception {
    List<Process> services = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      services.add(desk.sleeper());
    }
    List<Process> programs = new ArrayList<>();
    for (int i = 10; i < 12; i++) {
      programs.add(desk.start(desk.program(registering(i, services))));
    }
    CompletableFuture.allOf(
            IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.runAsync(() -> run(registering(i, services))))
                .toArray(CompletableFuture[]::new))
        .get(30, SECONDS);
    for (Process program : programs) {
      assertThat(program.waitFor(30, SECONDS)).isTrue();
      assertThat(program.exitValue()).as(desk.output()).isZero();
    }

    assertThat(desk.psm("health").json().get("healthyServices").asInt()).isEqualTo(12);
  }

  private void run(String... arguments) {
    desk.psm(arguments).succeeds();
  }

  private static String[] registering(int i, List<Process> services) {
    String pid = String.valueOf(services.get(i).pid());
    return new String[] {"register", "service-" + i, pid, "global", "start.sh"};
  }

  private long register(String name, String type, String... more) throws Exception {
    long pid = desk.sleeper().pid();
    var arguments =
        new ArrayList<>(List.of("register", name, String.valueOf(pid), type, "start.sh"));
    arguments.addAll(List.of(more));
    desk.psm(arguments.toArray(String[]::new)).succeeds();
    return pid;
  }

  private static void end(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(10, SECONDS);
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
