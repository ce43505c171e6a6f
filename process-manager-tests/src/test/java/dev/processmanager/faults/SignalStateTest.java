package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.command.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A child that cannot be asked to end, since it has inherited that from its host, must be killed.
class SignalStateTest {

  /// The C library keeps the two that follow for itself.
  private static final long SIGNALS_1_TO_31 = 0x7fff_ffff;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void aChildBlocksAndIgnoresNothing(Engine engine) {
    assertPlain(new Host.Setup(SignalStateHost.class, engine).run(directory));
  }

  /// As after `nohup`, in the background of a script, or below a host with odd habits.
  @Test
  void aNativeChildDoesNotEvenInheritWhatItsHostHasInherited() {
    String output =
        new Host.Setup(SignalStateHost.class, Engine.NATIVE)
            .prefixedBy("env", "--ignore-signal=HUP,INT,QUIT,PIPE", "--block-signal=USR1,USR2,TERM")
            .run(directory);

    assertThat(value(output, "SigIgn")).isNotZero();
    assertPlain(output);
  }

  private static void assertPlain(String output) {
    String child = output.substring(output.indexOf("child:"));
    assertThat(value(child, "SigBlk")).isZero();
    assertThat(value(child, "SigIgn")).isZero();
  }

  private static long value(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .mapToLong(mask -> Long.parseLong(mask, 16) & SIGNALS_1_TO_31)
        .findFirst()
        .orElseThrow();
  }
}
