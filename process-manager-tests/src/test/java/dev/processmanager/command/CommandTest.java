package dev.processmanager.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.process.ProcessKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void aMethodGivesAChangedCopy() {
    Command plain = Command.of("ls");
    Command elsewhere = plain.in(Path.of("/tmp"));

    assertThat(plain.workingDirectory()).isEmpty();
    assertThat(elsewhere.workingDirectory()).contains(Path.of("/tmp"));
  }

  @Test
  void describesItselfAsACommand() {
    assertThat(Command.of("git", "status").kind()).isEqualTo(ProcessKind.CLI_COMMAND);
    assertThat(Command.of("git", "status")).hasToString("git status");
    assertThat(Command.shell("a | b").description()).isEqualTo("sh -c \"a | b\"");
    assertThat(Command.of("ls").prefixedBy("nice", "-n", "10")).hasToString("nice -n 10 ls");
  }

  @Test
  void refusesACommandWithoutAProgram() {
    assertThatIllegalArgumentException().isThrownBy(Command::of);
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of(List.of()));
  }

  @Test
  void refusesNulWhereverItIs() {
    Command command = Command.of("ls");
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("l\0s"));
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("ls", "a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> command.env("A\0", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> command.env("A", "\0"));
    assertThatIllegalArgumentException().isThrownBy(() -> command.prefixedBy("ni\0ce"));
  }

  @Test
  void refusesWhatMeansNothingWithTheValueInTheMessage() {
    Command command = Command.of("ls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.timeout(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.timeout(Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.captureLimit(-5))
        .withMessageContaining("-5");
    assertThatIllegalArgumentException().isThrownBy(command::expecting);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.env("A=B", "c"))
        .withMessageContaining("A=B");
    assertThatIllegalArgumentException().isThrownBy(() -> command.env("", "c"));
  }
}
