package dev.processmanager.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.faults.OwnWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random events for as many minutes as `-Dsoak.minutes` says, from the seed `-Dsoak.seed`, in a
/// world of processes and with a disk of its own. Each build takes the same seed, so that what it
/// says is of its own change; longer soaks draw theirs.
@Timeout(value = 1, unit = TimeUnit.DAYS)
class SoakTest {

  private static final int SEEDS = 1_000_000;
  private static final long SEED_OF_BUILDS = 810_456;
  private static final int TO_FINISH_SECONDS = 150;
  private static final int LAST_WORDS = 20_000;

  /// Its first process has to collect orphans, as a JVM does not.
  private static final List<String> OWN_WORLD =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c");

  private static final String WITH_A_SMALL_DISK =
      "mount -t tmpfs -o size=1m,mode=700 tmpfs \"$0\" && { \"$@\"; exit $?; }";

  @TempDir Path directory;

  @Test
  void whateverHappensEverythingIsAsTheModelSays() throws Exception {
    boolean draws = Boolean.getBoolean("tests.full");
    long seed = Long.getLong("soak.seed", draws ? new Random().nextInt(SEEDS) : SEED_OF_BUILDS);
    long seconds = Math.round(60 * Double.parseDouble(System.getProperty("soak.minutes", "0.33")));
    Path output = directory.resolve("output");
    Process soak =
        new ProcessBuilder(command(seed, seconds))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean inTime = soak.waitFor(seconds + TO_FINISH_SECONDS, TimeUnit.SECONDS);
      assertThat(inTime && soak.exitValue() == 0)
          .as("again by -Dsoak.seed=%s: %s", seed, lastWords(output))
          .isTrue();
    } finally {
      soak.destroyForcibly().waitFor();
    }
    System.out.println("soak " + seed + ": " + lastWords(output).lines().toList().getLast());
  }

  private List<String> command(long seed, long seconds) throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    var command = new ArrayList<>(OWN_WORLD);
    command.addAll(List.of(WITH_A_SMALL_DISK, disk.toString()));
    command.addAll(OwnWorld.jvm(Soak.class, directory, seed, seconds));
    return command;
  }

  private static String lastWords(Path output) throws IOException {
    String all = Files.readString(output, UTF_8);
    return all.substring(Math.max(0, all.length() - LAST_WORDS));
  }
}
