package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.TestEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SmallHostTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsTooLargeForTheHostFailsItsRunAlone(TestEngine engine) {
    var host =
        new Host.Setup(SmallHost.class, engine)
            .options("--enable-native-access=ALL-UNNAMED", "-Xmx64m");

    assertThat(host.run(directory)).contains("failed: ", "next: 42");
  }
}
