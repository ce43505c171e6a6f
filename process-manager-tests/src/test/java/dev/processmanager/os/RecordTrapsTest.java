package dev.processmanager.os;

import static dev.processmanager.process.Verdict.DEAD;
import static dev.processmanager.process.Verdict.SAME;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are known from a record only.
@Timeout(60)
class RecordTrapsTest {

  private static final Path PROC = Path.of("/proc");
  private static final String BOOT_ID = "sys/kernel/random/boot_id";

  private final Identities identities = new Identities(Tools.detect());

  @TempDir Path directory;

  @Test
  @DisplayName("trap 20: a step of the clock")
  void aStepOfTheClockMakesNobodyAnother() throws IOException {
    Identity.OfProcess recorded = identities.of(ProcessHandle.current());
    for (long step : new long[] {-3_600, -1, 1, 3_600}) {
      Identities stepped = new Identities(withClockMoved(step));

      assertThat(stepped.verdict(recorded)).as("%s s", step).isEqualTo(SAME);
      assertThat(stepped.of(recorded.pid())).as("%s s", step).isEqualTo(recorded);
    }
  }

  /// The system gives the time of its boot in seconds of the clock, from which the JDK reckons the
  /// time of every start.
  private Tools withClockMoved(long seconds) throws IOException {
    Path root = Files.createDirectory(directory.resolve("proc" + seconds));
    String self = Long.toString(ProcessHandle.current().pid());
    Files.createDirectories(root.resolve(BOOT_ID).getParent());
    Files.writeString(root.resolve(BOOT_ID), Files.readString(PROC.resolve(BOOT_ID)));
    Files.createDirectory(root.resolve(self));
    Files.writeString(
        root.resolve(self).resolve("stat"), Files.readString(PROC.resolve(self).resolve("stat")));
    long boot =
        Files.readAllLines(PROC.resolve("stat")).stream()
            .filter(line -> line.startsWith("btime "))
            .mapToLong(line -> Long.parseLong(line.substring("btime ".length())))
            .findFirst()
            .orElseThrow();
    Files.writeString(root.resolve("stat"), "btime " + (boot + seconds) + "\n");
    return new Tools(Optional.empty(), Optional.empty(), ProcFs.at(root));
  }

  @Test
  @DisplayName("trap 21: a zombie of somebody else")
  void aZombieThatItsParentNeverCollectsIsDead() throws Exception {
    // The shell becomes a program that knows nothing of the child it got that way.
    Process parent =
        new ProcessBuilder("sh", "-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 60").start();
    try (var output = parent.inputReader()) {
      long zombie = Long.parseLong(output.readLine());
      Identity.OfProcess recorded = identities.of(zombie);
      assertThat(identities.verdict(recorded)).isEqualTo(SAME);
      Path name = PROC.resolve(parent.pid() + "/comm");
      await().atMost(20, SECONDS).until(() -> Files.readString(name).equals("sleep\n"));
      parent.outputWriter().close();

      await().atMost(20, SECONDS).until(() -> identities.verdict(recorded) == DEAD);
      assertThat(ProcessHandle.of(zombie)).as("what the JDK holds for alive").isPresent();
      assertThat(identities.isListed(recorded)).isTrue();
      assertThat(identities.isAwake(recorded)).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }
}
