package dev.processmanager.restart;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Exit;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes in the documentation of [RestartPolicy] compile as they stand and do what they say.
class RecipesTest {

  private static final Path SOURCE =
      Path.of(
          "../process-manager-core/src/main/java/dev/processmanager/restart/RestartPolicy.java");
  private static final Exit FAILURE = new Exit.Exited(1);

  @TempDir static Path directory;
  private static Class<?> recipes;

  @BeforeAll
  static void compileThem() throws Exception {
    Path file = directory.resolve("Recipes.java");
    Files.writeString(
        file,
        """
        import static java.time.Duration.*;
        import dev.processmanager.process.*;
        import dev.processmanager.restart.*;
        import java.sql.SQLException;
        public interface Recipes {
        %s
        }
        """
            .formatted(snippet()));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString());
    assertThat(errors).isZero();
    recipes = new URLClassLoader(new URL[] {directory.toUri().toURL()}).loadClass("Recipes");
  }

  private static String snippet() throws Exception {
    return Files.readAllLines(SOURCE).stream()
        .dropWhile(line -> !line.equals("/// ```java"))
        .skip(1)
        .takeWhile(line -> !line.equals("/// ```"))
        .map(line -> line.substring("///".length()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theUsualOneWaitsOneToSixteenSeconds() throws Exception {
    assertThat(waits("usual", 10))
        .containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(4), ofSeconds(8), ofSeconds(16));
  }

  @Test
  void supervisordTriesThreeTimes() throws Exception {
    assertThat(waits("supervisord", 10)).containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(3));
  }

  @Test
  void systemdRefusesTheSixthStartWithinItsInterval() throws Exception {
    assertThat(waits("systemd", 10)).hasSize(4).containsOnly(ofMillis(100));
    Ended hangup = new Ended(Cause.EXITED, new Exit.Exited(129), false, ofSeconds(1), false, 0, 0);
    assertThat(policy("systemd").decide(hangup)).isEqualTo(new Decision.Finish(true));
  }

  @Test
  void kubernetesNeverGivesUp() throws Exception {
    assertThat(waits("kubernetes", 8))
        .containsExactly(
            ofSeconds(10),
            ofSeconds(20),
            ofSeconds(40),
            ofSeconds(80),
            ofSeconds(160),
            ofMinutes(5),
            ofMinutes(5),
            ofMinutes(5));
  }

  @Test
  void onesOwnLooksAtWhatWasThrown() throws Exception {
    assertThat(policy("own").decide(threw(new SQLException())))
        .isEqualTo(new Decision.Restart(ofMinutes(1), 1));
    assertThat(policy("own").decide(threw(new RuntimeException())))
        .isEqualTo(new Decision.Finish(false));
  }

  private static Ended threw(Exception thrown) {
    return new Ended(Cause.TASK_THREW, new Exit.Threw(thrown), false, ofMillis(1), false, 0, 0);
  }

  private static RestartPolicy policy(String name) throws Exception {
    return (RestartPolicy) recipes.getField(name).get(null);
  }

  /// The waits of something that fails as soon as it runs.
  private static List<Duration> waits(String name, int most) throws Exception {
    var waits = new ArrayList<Duration>();
    while (waits.size() < most
        && policy(name).decide(failed(waits)) instanceof Decision.Restart restart) {
      waits.add(restart.after());
    }
    return waits;
  }

  private static Ended failed(List<Duration> waits) {
    int row = waits.size();
    var ages = new ArrayList<Duration>();
    Duration age = Duration.ZERO;
    for (Duration wait : waits.reversed()) {
      age = age.plusMillis(1);
      ages.add(age);
      age = age.plus(wait);
    }
    return new Ended(Cause.EXITED, FAILURE, false, ofMillis(1), false, row, row, ages);
  }
}
