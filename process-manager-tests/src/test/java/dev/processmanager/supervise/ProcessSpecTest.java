package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.testing.FakeLauncher;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSpecTest {

  private final ProcessSpec spec = ProcessSpec.of(new FakeLauncher());

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "../x y"})
  void refusesIdsThatAreNone(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.id(id))
        .withMessageContaining("\"" + id + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "elk-streamer_my.env-1", "..", "A9"})
  void takesIdsThatAreSome(String id) {
    assertThat(spec.id(id).id()).isEqualTo(id);
  }

  @Test
  void aFakeCommandCanBeDetachedAndATaskCannot() {
    var command = new FakeLauncher(ProcessKind.CLI_COMMAND);

    assertThat(ProcessSpec.of(command).detached().isDetached()).isTrue();
    assertThatThrownBy(() -> ProcessSpec.of(new FakeLauncher()).detached())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void boundsTheLengthOfIds() {
    assertThat(spec.id("x".repeat(128)).id()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> spec.id("x".repeat(129)));
  }

  @Test
  void aMethodGivesAChangedCopy() {
    ProcessSpec changed =
        spec.metadata("a", "b").logFile(Path.of("x.log")).check(HealthCheck.liveness(Probe.tcp(1)));

    assertThat(spec.metadata()).isEmpty();
    assertThat(spec.logFile()).isEmpty();
    assertThat(spec.checks()).isEmpty();
    assertThat(changed.metadata()).containsEntry("a", "b");
    assertThat(changed.logFile()).contains(Path.of("x.log").toAbsolutePath());
    assertThat(changed.checks()).hasSize(1);
  }

  @Test
  void refusesASecondStartupCheck() {
    ProcessSpec one = spec.check(HealthCheck.startup(Probe.tcp(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.check(HealthCheck.startup(Probe.tcp(2))));
  }
}
