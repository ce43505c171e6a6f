package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A new configuration changes what it says, and nothing else.
@Timeout(60)
class ReloadTest {

  private static final String SLEEPER = "'command': 'sleep', 'args': ['1000']";

  @TempDir Path directory;

  @Test
  void onlyTheDifferenceIsApplied() throws Exception {
    String before =
        "'same': {S}, 'gone': {S}, 'moved': {S, 'groups': ['g']}, 'told': {S, 'priority': 5},"
            + " 'off': {S}, 'on': {S, 'enabled': false}";
    String after =
        "'same': {S}, 'moved': {S, 'environment': {'A': 'b'}}, 'told': {S, 'name': 'Told'},"
            + " 'off': {S, 'enabled': false}, 'on': {S}, 'young': {S}";
    try (Rig rig = Rig.start(directory, before.replace("S", SLEEPER), "'monitoring': {}")) {
      long same = pid(rig, "same");
      long told = pid(rig, "told");
      long moved = pid(rig, "moved");
      long gone = pid(rig, "gone");
      Rig.configure(directory, after.replace("S", SLEEPER), "'monitoring': {}");
      ReloadReport report = rig.supervision.reload();

      assertThat(report.problems()).isEmpty();
      assertThat(report.added()).containsExactly("young");
      assertThat(report.removed()).containsExactly("gone");
      assertThat(report.changed()).containsExactly("moved", "told", "off", "on");
      assertThat(report.unchanged()).containsExactly("same");
      assertThat(rig.awaitEvent("supervisor", "reloaded").message())
          .endsWith(": added young; removed gone; changed moved, told, off, on");
      rig.awaitState("young", "running");
      rig.awaitState("on", "running");
      rig.awaitState("off", "stopped");
      rig.await("moved", view -> view.pid().isPresent() && view.pid().getAsLong() != moved);
      Rig.patiently().until(() -> ProcessHandle.of(gone).isEmpty());
      assertThat(rig.supervision.service("gone")).isEmpty();
      Rig.patiently().until(() -> Files.notExists(directory.resolve("run/gone.pid")));
      assertThat(pid(rig, "same")).isEqualTo(same);
      assertThat(pid(rig, "told")).as("only its name is another").isEqualTo(told);
      assertThat(rig.view("told").name()).isEqualTo("Told");
    }
  }

  @Test
  void aWrongConfigurationChangesNothingAndSaysWhy() throws Exception {
    try (Rig rig = Rig.start(directory, "'same': {" + SLEEPER + "}", "'monitoring': {}")) {
      long same = pid(rig, "same");
      Rig.configure(directory, "'other': {'comand': 'x'}", "'monitor': {}");

      assertThat(rig.supervision.reload().problems())
          .hasSize(3)
          .anyMatch(problem -> problem.contains("did you mean \"command\"?"));
      Path file = Rig.configure(directory, "", "'monitoring': {}");
      Files.writeString(file, Files.readString(file).replace("\"api_port\": 0", "\"api_port\": 1"));
      assertThat(rig.supervision.reload().problems())
          .containsExactly("global.api_port: changes only when the daemon is started anew");
      assertThat(pid(rig, "same")).isEqualTo(same);
    }
  }

  @Test
  void theServicesOfAGroupAreRestartedOneAfterTheOther() throws Exception {
    String services = "'a': {S, 'groups': ['g']}, 'b': {S, 'groups': ['g']}, 'c': {S}";
    try (Rig rig = Rig.start(directory, services.replace("S", SLEEPER), "'monitoring': {}")) {
      long a = pid(rig, "a");
      long b = pid(rig, "b");
      long c = pid(rig, "c");

      assertThat(rig.supervision.rollingRestart("g").join())
          .extracting("id")
          .containsOnly("a", "b");
      assertThat(pid(rig, "a")).isNotEqualTo(a);
      assertThat(pid(rig, "b")).isNotEqualTo(b);
      assertThat(pid(rig, "c")).isEqualTo(c);
      assertThat(rig.supervision.rollingRestart("nobody"))
          .failsWithin(Duration.ofSeconds(1))
          .withThrowableThat()
          .withCauseInstanceOf(UnknownServiceException.class);
      assertThat(rig.supervision.start("nobody")).isCompletedExceptionally();
    }
  }

  private static long pid(Rig rig, String id) {
    return rig.awaitState(id, "running").pid().orElseThrow();
  }
}
