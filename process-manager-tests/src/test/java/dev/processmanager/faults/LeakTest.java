package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.Sample;
import dev.processmanager.command.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Descriptors, threads and zombies are as many after many runs and failures as before.
class LeakTest {

  /// Of each of the fifteen kinds.
  private static final int COUNT = Sample.of(20, 180);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void runsAndFailuresOfEveryKindLeaveNothing(Engine engine) {
    var host = new Host.Setup(LeakHost.class, engine, COUNT);

    assertThat(host.run(directory)).contains("nothing has leaked");
  }
}
