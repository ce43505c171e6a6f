package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.Sample;
import dev.processmanager.command.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host that is killed, which gives it no time to end anybody.
@Timeout(120)
class KilledHostTest {

  private static final long LIMIT_MILLIS = 3_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void takesEverybodyWithItButTheDetached(Engine engine) {
    try (World world = guarded(GuardedHost.class, engine)) {
      world.awaitLine("ready");
      assertThat(world.guardians()).hasSize(2);

      assertOnlyTheDetachedSurvives(world, GuardedHost.class);
    }
  }

  /// Each has a guardian of its own, and those have been killed once.
  @Test
  void takesTheHostsBelowItWithIt() {
    try (World world = guarded(NestedHost.class, Engine.PORTABLE)) {
      world.awaitLine("ready");
      List<Long> first = world.guardians();
      assertThat(first).hasSize(3);
      first.forEach(KilledHostTest::kill);
      Machine.await(
          "successors",
          () -> world.guardians().stream().filter(one -> !first.contains(one)).count() == 3);
      assertThat(world.others())
          .as("a cleared environment with the marks of both managers")
          .map(Machine::environment)
          .anyMatch(
              text -> text.split("PROCESS_MANAGER_", -1).length == 3 && !text.contains("PATH="));
      // They are told at once whom they guard, but in their own time.
      LockSupport.parkNanos(MILLISECONDS.toNanos(200));

      assertOnlyTheDetachedSurvives(world, NestedHost.class);
      Machine.await("no guardian", () -> world.guardians().isEmpty());
      assertThat(world.others()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void leavesNobodyWhateverItWasJustStarting(Engine engine) {
    for (int i = 0; i < Sample.of(1, 30); i++) {
      try (World world = new World(new Host.Setup(StormHost.class, engine), directory)) {
        world.awaitLine("ready");
        long instant = ThreadLocalRandom.current().nextLong(MILLISECONDS.toNanos(600));
        LockSupport.parkNanos(instant);
        kill(world.jvm(StormHost.class));
        Machine.await("nobody, killed after " + instant, () -> world.others().isEmpty());
        Machine.await("no guardian", () -> world.guardians().isEmpty());
        assertThat(world.others()).as("killed after %s", instant).isEmpty();
      }
    }
  }

  private World guarded(Class<?> main, Engine engine) {
    return new World(new Host.Setup(main, engine, directory.resolve("log")), directory);
  }

  private static void assertOnlyTheDetachedSurvives(World world, Class<?> host) {
    assertThat(world.others()).hasSizeGreaterThan(15);
    kill(world.jvm(host));
    long begin = System.nanoTime();
    Machine.await(
        "one survivor",
        () ->
            world.others().stream().map(World::commandLine).toList().equals(List.of("sleep 999")));
    long took = NANOSECONDS.toMillis(System.nanoTime() - begin);

    assertThat(took).isLessThan(LIMIT_MILLIS);
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
