package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What options refuse, and that they stay as they are.
class JvmOptionsTest {

  private static final JvmOptions OPTIONS = JvmOptions.defaults();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0m", "-1", "256mb", "256 m", "m", "1.5g", "9999999999999999999"})
  void aHeapOfNoSizeIsRefused(String size) {
    refused(o -> o.heap(size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1048576", "512k", "64M", "2g", "1T"})
  void aHeapMayHaveAUnit(String size) {
    assertThat(OPTIONS.heap(size).settings().heap).isEqualTo(size);
  }

  @Test
  void aNulCharacterIsRefusedEverywhere() {
    refused(o -> o.jvmArgs("-D\0"));
    refused(o -> o.systemProperty("k\0", "v"));
    refused(o -> o.systemProperty("k", "\0"));
    refused(o -> o.env("K\0", "v"));
    refused(o -> o.env("K", "\0"));
    refused(o -> o.withoutEnv("\0"));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmMain.of("Main\0"));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmMain.of("Main", "\0"));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmMain.of("Main").module("\0"));
  }

  @Test
  void namesThatAreNoneAreRefused() {
    refused(o -> o.systemProperty("", "v"));
    refused(o -> o.systemProperty("a=b", "v"));
    refused(o -> o.env("", "v"));
    refused(o -> o.env("A=B", "v"));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmMain.of("-version"));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmMain.of(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Main",
        "",
        "@file",
        "-",
        "-cp",
        "-classpath",
        "--class-path=x",
        "-p",
        "--module-path=x",
        "-m",
        "--module=x",
        "-jar",
        "--add-opens",
        "--disable-@files"
      })
  void whatSaysWhatToRunIsNoJvmArgument(String argument) {
    refused(o -> o.jvmArgs(argument));
  }

  @Test
  void anOptionMayHaveItsValueInTheNextArgument() {
    assertThat(
            OPTIONS
                .jvmArgs("--add-opens", "java.base/java.lang=x")
                .jvmArgs("-Xss1m")
                .settings()
                .jvmArgs)
        .containsExactly("--add-opens", "java.base/java.lang=x", "-Xss1m");
  }

  @Test
  void numbersAndTimesHaveToBePositive() {
    refused(o -> o.workers(0));
    refused(o -> o.spares(-1));
    refused(o -> o.tasksPerWorker(0));
    refused(o -> o.queue(0));
    refused(o -> o.timeout(Duration.ZERO));
    refused(o -> o.startTimeout(Duration.ofSeconds(-1)));
    refused(o -> o.idleTimeout(Duration.ZERO));
  }

  @Test
  void aPathWithTheSeparatorIsRefusedBeforeItBecomesTwo() {
    Path two = Path.of("a" + File.pathSeparator + "b");

    refused(o -> o.classPath(two));
    refused(o -> o.modulePath(two));
    assertThat(OPTIONS.in(two).settings().directory).contains(two);
  }

  @Test
  void aChangedCopyLeavesTheOriginalAsItWas() {
    JvmOptions first = OPTIONS.systemProperty("k", "1").classPath(Path.of("a"));
    JvmOptions second =
        first.systemProperty("k", "2").classPath(Path.of("b")).workers(9).freshPerTask().heap("1g");

    assertThat(first.settings().systemProperties).containsEntry("k", "1");
    assertThat(first.settings().classPath).containsExactly(Path.of("a"));
    assertThat(first.settings().workers).isEqualTo(4);
    assertThat(first.settings().freshPerTask).isFalse();
    assertThat(first.settings().heap).isEqualTo("256m");
    assertThat(second.settings().systemProperties).containsEntry("k", "2");
    assertThat(second.settings().classPath).containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void textsShowNamesButNoValues() {
    JvmOptions options =
        OPTIONS
            .systemProperty("db.password", "hunter2")
            .env("TOKEN", "hunter2")
            .in(Path.of("/srv"));

    assertThat(options).hasToString("JvmOptions[heap 256m, -Ddb.password, TOKEN, in /srv]");
    assertThat(JvmMain.of("org.example.Main", "--password=hunter2").with(options))
        .hasToString("JvmMain[org.example.Main]");
  }

  @Test
  void aMainClassIsDescribedAsItWillRun() {
    JvmMain main =
        JvmMain.of(Reporter.class, "a")
            .with(OPTIONS.in(Path.of("/srv")).stop(StopPlan.immediate()));

    assertThat(main.kind()).isEqualTo(ProcessKind.JVM_TASK);
    assertThat(main.description()).isEqualTo(Reporter.class.getName());
    assertThat(main.workingDirectory()).contains(Path.of("/srv"));
    assertThat(main.stopPlan()).isEqualTo(StopPlan.immediate());
    assertThat(JvmMain.of("a.Main").module("a").main().module()).isEqualTo(Optional.of("a"));
  }

  private static void refused(Consumer<JvmOptions> change) {
    assertThatIllegalArgumentException().isThrownBy(() -> change.accept(OPTIONS));
  }
}
