package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command line says, without a child.
class JvmCommandLineTest {

  private static final JvmOptions DEFAULTS = JvmOptions.defaults();

  @TempDir Path directory;

  @Test
  void aChildHasASmallHeapAndTheSimplestCollector() {
    assertThat(tokens(DEFAULTS))
        .contains("-Xmx256m", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8")
        .contains("-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"))
        .doesNotContain("-XX:TieredStopAtLevel=1", "-Djdk.reflect.useNativeAccessorOnly=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"16m", "16384k", "16777216", "1G", "1t"})
  void aHeapBeginsSmallSinceMostTasksAre(String heap) {
    assertThat(tokens(DEFAULTS.heap(heap))).contains("-Xms16777216");
  }

  @ParameterizedTest
  @ValueSource(strings = {"15m", "16383K", "16777215"})
  void aHeapThatIsSmallerStillIsLeftToTheJvm(String heap) {
    assertThat(tokens(DEFAULTS.heap(heap))).noneMatch(token -> token.startsWith("-Xms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx1g", "-XX:MaxRAMPercentage=50", "-XX:MaxHeapSize=1g"})
  void aHeapSizeAmongTheArgumentsWins(String argument) {
    assertThat(tokens(DEFAULTS.heap("64m").jvmArgs(argument)))
        .contains(argument)
        .doesNotContain("-Xmx64m")
        .noneMatch(token -> token.startsWith("-Xms"));
  }

  @Test
  void aCollectorAmongTheArgumentsWins() {
    assertThat(tokens(DEFAULTS.jvmArgs("-XX:+UseZGC")))
        .contains("-XX:+UseZGC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void whatTheUserSaysComesAfterAllElse() {
    List<String> tokens =
        tokens(
            DEFAULTS.systemProperty("stdout.encoding", "UTF-16").jvmArgs("-da", "-XX:ErrorFile=x"));

    assertThat(tokens)
        .containsSubsequence("-Dstdout.encoding=UTF-8", "-Dstdout.encoding=UTF-16")
        .containsSubsequence("-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"), "-da")
        .containsSubsequence("-XX:ErrorFile=x", "-cp", Reporter.class.getName(), "-argument");
  }

  @Test
  void whatIsShortGetsReflectionThatStartsFast() {
    assertThat(tokens(DEFAULTS, ParentJvm.current(), true))
        .contains("-Djdk.reflect.useNativeAccessorOnly=true")
        .noneMatch(token -> token.startsWith("-XX:TrimNativeHeapInterval"));
  }

  @Test
  @EnabledIf("hasGlibc")
  void whatStaysGivesBackWhatItsCompilersHaveUsed() {
    assertThat(tokens(DEFAULTS)).contains("-XX:TrimNativeHeapInterval=10000");
  }

  static boolean hasGlibc() {
    return Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"))
        || Files.exists(Path.of("/lib/ld-linux-aarch64.so.1"));
  }

  @Test
  void classPathsAreMadeAbsoluteAndTheUsersComeFirst() {
    Path here = Path.of("").toAbsolutePath();
    var host = Hosts.withProperties(Map.of("java.class.path", "lib/x.jar::target/test-classes"));
    String path = classPath(tokens(DEFAULTS.classPath(Path.of("mine")), host, false));

    assertThat(path.split(":"))
        .containsExactly(
            own().toString(),
            here.resolve("mine").toString(),
            here.resolve("lib/x.jar").toString(),
            here.toString(),
            here.resolve("target/test-classes").toString());
  }

  @Test
  void thisLibraryIsNotNamedTwice() {
    var host =
        Hosts.withProperties(
            Map.of("java.class.path", "target/test-classes:" + spelledOtherwise(own())));

    assertThat(classPath(tokens(DEFAULTS, host, false)))
        .isEqualTo(Path.of("target/test-classes").toAbsolutePath() + ":" + spelledOtherwise(own()));
  }

  private static Path spelledOtherwise(Path file) {
    return file.getParent()
        .resolve("../" + file.getParent().getFileName())
        .resolve(file.getFileName());
  }

  @Test
  void modulesOfTheHostAreModulesOfTheChild() {
    var host =
        Hosts.withProperties(Map.of("jdk.module.path", "mods:/opt/more", "jdk.module.main", "app"));
    List<String> tokens = tokens(DEFAULTS.modulePath(Path.of("/mine")), host, false);

    assertThat(tokens)
        .containsSequence(
            "--module-path",
            "/mine:" + Path.of("mods").toAbsolutePath() + ":/opt/more",
            "--add-modules=app");
    assertThat(new EntryPoint(Optional.of("app"), "app.Main", Optional.empty()).tokens())
        .containsExactly("-m", "app/app.Main");
  }

  @Test
  void whatThisEncodingCannotExpressIsRefusedByNameOnly() {
    var ascii = Hosts.withProperties(Map.of("sun.jnu.encoding", "US-ASCII"));

    assertThatThrownBy(() -> tokens(DEFAULTS.systemProperty("city", "Köln"), ascii, false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("option -Dcity")
        .hasMessageContaining("UTF-8")
        .hasMessageNotContaining("Köln");
    assertThatThrownBy(() -> tokens(DEFAULTS.classPath(Path.of("/a", "/b-ü")), ascii, false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("/a/b-ü");
    assertThatThrownBy(
            () -> ArgFileEncoder.encode(List.of(), List.of("a", "--key=ü"), ascii.charset()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("argument 2 of the main class")
        .hasMessageNotContaining("ü");
    assertThatThrownBy(() -> ArgFileEncoder.encode(List.of(), List.of("\ud800"), UTF_8))
        .isInstanceOf(LaunchException.class);
  }

  @Test
  void onlyThisUserReadsTheArgumentsAndOnlyAsLongAsNeeded() throws Exception {
    Path run = RunDirectory.path();
    try (PrivateFile first = written(run);
        PrivateFile second = written(run)) {
      Path file = first.path();

      assertThat(file).isNotEqualTo(second.path()).isAbsolute();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
          .isEqualTo("rwx------");
      assertThat(file).hasContent("x");
    }
    assertThat(run).isDirectoryNotContaining("glob:**.args");
  }

  @Test
  void argumentsThatCannotBeWrittenLeaveNothing() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> written(file))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining(file.toString());
    assertThat(file).isEmptyFile();
  }

  private static PrivateFile written(Path directory) {
    return Report.written(directory, UTF_8.encode("x"));
  }

  private static Path own() {
    return ClassPath.location(JvmOptions.class).flatMap(ClassPath::file).orElseThrow();
  }

  private static String classPath(List<String> tokens) {
    return tokens.get(tokens.indexOf("-cp") + 1);
  }

  private List<String> tokens(JvmOptions options) {
    return tokens(options, ParentJvm.current(), false);
  }

  private List<String> tokens(JvmOptions options, ParentJvm host, boolean isShort) {
    var request =
        new JvmCommandLine.Request(
            EntryPoint.of(Reporter.class), List.of("-argument"), List.of(), directory, isShort);
    byte[] text = JvmCommandLine.of(request, options, host).argFile();
    return ArgFileText.tokens(new String(text, UTF_8));
  }
}
