package dev.processmanager.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;
import dev.processmanager.os.NativeEngine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which engine there is, and what is said about it.
class EngineChoiceTest {

  private static final String LOG = "-Dorg.slf4j.simpleLogger.defaultLogLevel=info";
  private static final String TOO_NEW = "posix_spawn_file_actions_addclosefrom_np";

  @TempDir Path directory;

  @Test
  void whereTheNativeEngineMustBeItIs() throws Exception {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(system.equals("Linux amd64") && glibcMinor() >= 34, system);

    assertThat(NativeEngine.obstacle()).isEmpty();
  }

  @Test
  void withoutTheFlagItIsPortableAndTheLogNamesTheFlag() {
    try (Host host = host(List.of(LOG), Engine.AUTO).start(directory)) {
      assertThat(host.succeeded().lines()).containsExactly("portable", "portable");
      assertThat(host.errors().lines())
          .as("one line for each manager, and nothing of the JDK")
          .hasSize(2)
          .allMatch(line -> line.contains("INFO"))
          .allMatch(line -> line.contains("--enable-native-access=ALL-UNNAMED"));
    }
  }

  @Test
  void withTheFlagItIsNativeAndNothingIsSaid() {
    try (Host host =
        host(List.of(LOG, "--enable-native-access=ALL-UNNAMED"), Engine.AUTO).start(directory)) {
      assertThat(host.succeeded().lines()).containsExactly("native", "native");
      assertThat(host.errors()).isEmpty();
    }
  }

  @Test
  void asAModuleItAsksForTheFlagUnderItsOwnName() throws Exception {
    var options = new ArrayList<>(List.of(LOG, "-p", modulePath()));
    options.addAll(List.of("--add-modules", "dev.processmanager"));
    try (Host host = host(options, Engine.AUTO).start(directory)) {
      assertThat(host.succeeded().lines()).containsExactly("portable", "portable");
      assertThat(host.errors()).contains("--enable-native-access=dev.processmanager");
    }
    options.add("--enable-native-access=dev.processmanager");
    try (Host host = host(options, Engine.AUTO).start(directory)) {
      assertThat(host.succeeded().lines()).containsExactly("native", "native");
      assertThat(host.errors()).isEmpty();
    }
  }

  @Test
  void aCallThatIsMissingIsNamedAndThePortableEngineIsTaken() throws Exception {
    assumeTrue(FaultyLibc.canBeCompiled(), "there is no C compiler");
    Path library = FaultyLibc.compile("old-libc.c", directory, "-nostdlib", "-fno-builtin");
    List<String> options = List.of(LOG, "--enable-native-access=ALL-UNNAMED");
    try (Host host = host(options, Engine.AUTO, library).start(directory)) {
      assertThat(host.succeeded().lines()).containsExactly("portable", "portable");
      assertThat(host.errors().lines()).hasSize(2).allMatch(line -> line.contains(TOO_NEW));
    }
    assertThat(host(options, Engine.NATIVE, library).run(directory).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("native engine is not available"))
        .allMatch(line -> line.contains(TOO_NEW));
  }

  private static Host.Setup host(List<String> options, Object... args) {
    return new Host.Setup(EngineChoiceHost.class, args).options(options.toArray(String[]::new));
  }

  private static String modulePath() throws Exception {
    Path core =
        Path.of(ProcessManager.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String api =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("slf4j-api"))
            .findFirst()
            .orElseThrow();
    return core + File.pathSeparator + api;
  }

  /// The x of glibc 2.x; 0 if the C library is another.
  private static int glibcMinor() throws Exception {
    Process getconf = new ProcessBuilder("getconf", "GNU_LIBC_VERSION").start();
    String answer = new String(getconf.getInputStream().readAllBytes(), UTF_8);
    assertThat(getconf.waitFor(10, SECONDS)).isTrue();
    Matcher version = Pattern.compile("glibc 2\\.(\\d+)").matcher(answer);
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
