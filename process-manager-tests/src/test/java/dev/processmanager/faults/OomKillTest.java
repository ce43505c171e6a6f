package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The system ends a child JVM for want of memory: in a control group of its own, with a limit that
/// the host stays below. Where none can be made, there is nothing to test.
@Timeout(60)
class OomKillTest {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final String LIMIT = "500000000";

  @TempDir Path directory;

  private Optional<Path> group = Optional.empty();

  @AfterEach
  void removeTheGroup() throws IOException {
    if (group.isPresent()) {
      Files.deleteIfExists(group.get());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "BARE", mode = EnumSource.Mode.EXCLUDE)
  void aJvmThatTheSystemEndsForWantOfMemoryIsToldFromOneThatSomebodyKills(TestEngine engine) {
    group = group();
    Assumptions.assumeTrue(group.isPresent(), "no control group with a memory limit can be made");
    var host =
        new Host.Setup(OomHost.class, engine)
            .prefixedBy(
                "sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"", group.get().toString());

    assertThat(host.run(directory)).contains("killed true");
  }

  /// In version 1 of control groups or in version 2.
  private static Optional<Path> group() {
    String name = "process-manager-test-" + UUID.randomUUID();
    return Stream.of(
            limited(GROUPS.resolve("memory").resolve(name), "memory.limit_in_bytes"),
            limited(GROUPS.resolve(name), "memory.max"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Path> limited(Path group, String limit) {
    try {
      Files.createDirectory(group);
      Files.writeString(group.resolve(limit), LIMIT);
      return Optional.of(group);
    } catch (IOException notHere) {
      return Optional.empty();
    }
  }
}
