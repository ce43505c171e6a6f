package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Descriptors, threads, zombies and heap stay as they are over 50,000 commands and 5,000 functions
/// in child JVMs.
@Timeout(1_300)
class LongHaulTest {

  private static final int COMMANDS = Sample.of(100, 50_000);
  private static final int FUNCTIONS = Sample.of(20, 4_900);
  private static final int JVMS = Sample.of(1, 100);
  private static final int LIMIT_SECONDS = Sample.of(60, 1_200);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void aGreatManyRunsLeaveNothing(TestEngine engine) {
    var setup = new Host.Setup(LongHaulHost.class, engine, COMMANDS, FUNCTIONS, JVMS);
    try (Host host = setup.start(directory)) {
      assertThat(host.exitCode(LIMIT_SECONDS)).as("%s", host.errors()).isZero();
      assertThat(host.output()).contains("nothing has leaked");
      System.out.println(engine + ":\n" + host.output());
    }
  }
}
