package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.Sample;
import dev.processmanager.SampledEngines;
import dev.processmanager.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// Descriptors, threads, zombies and files are as many after many functions in child JVMs, and
/// failures of such, as before.
@Timeout(110)
class JvmLeakTest {

  /// Of each of the ten kinds.
  private static final int COUNT = Sample.of(3, 42);

  @TempDir Path directory;

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void runsAndFailuresOfEveryKindLeaveNothing(TestEngine engine) throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    var host =
        new Host.Setup(JvmLeakHost.class, engine, COUNT)
            .options("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + files);

    assertThat(host.run(directory)).contains("nothing has leaked");
    try (var left = Files.list(files)) {
      assertThat(left).isEmpty();
    }
  }
}
