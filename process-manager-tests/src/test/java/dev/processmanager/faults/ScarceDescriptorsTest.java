package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.command.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host that has run out of descriptors.
class ScarceDescriptorsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void howeverFewAreLeftARunIsRightOrRefusedAndTheNextOneIsRight(Engine engine) {
    String output = host(engine, "run").run(directory);

    assertThat(output).contains("0 left: refused", "too many open files", "24 left: right", "done");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void aStopReachesEverybodyAsSoonAsThereAreDescriptorsAgain(Engine engine) {
    try (Host host = host(engine, "stop").start(directory)) {
      host.succeeded();
      await().atMost(5, SECONDS).until(() -> host.survivors().isEmpty());
    }
  }

  private static Host.Setup host(Engine engine, String what) {
    return new Host.Setup(ScarceDescriptorsHost.class, engine, what)
        .prefixedBy("prlimit", "--nofile=200:200");
  }
}
