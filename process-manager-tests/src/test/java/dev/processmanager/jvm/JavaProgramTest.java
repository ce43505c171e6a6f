package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which `java` is started, and what is said where there is none.
class JavaProgramTest {

  @TempDir Path directory;

  @Test
  void theHostsOwnJavaIsTheUsualOne() {
    assertThat(find(JvmOptions.defaults(), ParentJvm.current()))
        .isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  @Test
  void theUsersJavaWins() throws Exception {
    Path program = javaIn(directory, "26.0.1");

    assertThat(find(JvmOptions.defaults().javaHome(directory), ParentJvm.current()))
        .isEqualTo(program);
  }

  @Test
  void aJavaHomeWithoutAProgramIsRefused() throws Exception {
    refused(JvmOptions.defaults().javaHome(directory), "has no executable bin/java");
    refused(JvmOptions.defaults().javaHome(directory.resolve("none")), "is no directory");
    Files.writeString(Files.createDirectories(directory.resolve("bin")).resolve("java"), "");
    refused(JvmOptions.defaults().javaHome(directory), "has no executable bin/java");
  }

  @Test
  void aJavaThatIsTooOldIsRefused() throws Exception {
    javaIn(directory, "17.0.15");

    refused(JvmOptions.defaults().javaHome(directory), "is Java 17, and a child needs at least 25");
  }

  @Test
  void anImageWithoutProgramsUsesAJavaOfItsVersion() throws Exception {
    String version = System.getProperty("java.specification.version");
    Path program = javaIn(directory.resolve("jdk"), version + ".0.9");

    assertThat(find(JvmOptions.defaults(), stripped(directory.resolve("jdk").toString())))
        .isEqualTo(program);
  }

  @Test
  void anImageWithoutProgramsAndNoOtherJavaSaysHowToGetOne() throws Exception {
    javaIn(directory.resolve("jdk"), "99.0.1");

    assertThatThrownBy(
            () -> find(JvmOptions.defaults(), stripped(directory.resolve("jdk").toString())))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("--strip-native-commands")
        .hasMessageContaining("JvmOptions.javaHome")
        .hasMessageContaining(directory.resolve("image").toString());
    assertThatThrownBy(() -> find(JvmOptions.defaults(), stripped("")))
        .isInstanceOf(LaunchException.class);
  }

  private ParentJvm stripped(String javaHome) {
    var host = Hosts.withProperties(Map.of("java.home", directory.resolve("image").toString()));
    return new ParentJvm(host.properties(), host.options(), Map.of("JAVA_HOME", javaHome));
  }

  private static Path javaIn(Path home, String version) throws IOException {
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "A=\"1\"\nJAVA_VERSION=\"" + version + "\"\n");
    return program;
  }

  private static void refused(JvmOptions options, String reason) {
    assertThatThrownBy(() -> find(options, ParentJvm.current()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(reason);
  }

  private static Path find(JvmOptions options, ParentJvm host) {
    return JavaProgram.find(options.settings(), host);
  }
}
