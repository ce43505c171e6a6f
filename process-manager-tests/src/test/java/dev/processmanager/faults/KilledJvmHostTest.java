package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.command.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The host of JVMs that are busy, killed.
@Timeout(90)
class KilledJvmHostTest {

  /// The exact figure is the benchmark's.
  private static final long LIMIT_MILLIS = 3_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void theyGoWithItAndSoDoTheirs(Engine engine) {
    try (World world = new World(new Host.Setup(JvmHost.class, engine), directory)) {
      world.awaitLine("ready");
      // One of each kind and a spare, what three of them have started, and the host.
      assertThat(world.others()).hasSizeGreaterThanOrEqualTo(7);
      ProcessHandle.of(world.jvm(JvmHost.class)).orElseThrow().destroyForcibly();
      long begin = System.nanoTime();
      Machine.await("no JVM", () -> world.others().stream().noneMatch(KilledJvmHostTest::isJvm));
      long took = NANOSECONDS.toMillis(System.nanoTime() - begin);
      Machine.await("nobody", () -> world.others().isEmpty());

      assertThat(took).isLessThan(LIMIT_MILLIS);
    }
  }

  private static boolean isJvm(long pid) {
    return World.commandLine(pid).startsWith(System.getProperty("java.home"));
  }
}
