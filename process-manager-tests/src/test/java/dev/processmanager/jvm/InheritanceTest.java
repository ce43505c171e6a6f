package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.os.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a child gets of its host's options and environment, and what not.
class InheritanceTest {

  private static final Environment WANTED = Environment.INHERITED;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--enable-preview",
        "-ea",
        "-da:org.example...",
        "-esa",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-exports=java.base/sun.nio.ch=app",
        "--add-reads=app=ALL-UNNAMED",
        "--add-modules=jdk.httpserver",
        "-Duser.language=tr",
        "-Duser.timezone=Asia/Tokyo",
        "-Dfile.encoding=COMPAT",
        "-Djava.io.tmpdir=/var/tmp"
      })
  void whatItsClassesMayNeedIsInherited(String option) {
    assertThat(inherited(Hosts.withOptions(option))).containsExactly(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
        "-Xrunjdwp:transport=dt_socket",
        "-Xdebug",
        "-javaagent:/opt/agent.jar",
        "-agentpath:/opt/agent.so",
        "-Dcom.sun.management.jmxremote.port=9999",
        "-Xlog:gc*:file=gc.log",
        "-Xloggc:gc.log",
        "-Xmx8g",
        "-Xms8g",
        "-XX:MaxRAMPercentage=75",
        "-XX:HeapDumpPath=/dumps",
        "-XX:ErrorFile=/var/log/err",
        "-XX:AOTCache=app.aot",
        "-XX:SharedArchiveFile=app.jsa",
        "-XX:NativeMemoryTracking=detail",
        "-XX:Flags=flags",
        "-Dapp.secret=x",
        "-Duser.dir=/elsewhere",
        "--limit-modules=java.base",
        "--enable-native-access=ALL-UNNAMED"
      })
  void whatBelongsToOneJvmAloneIsNot(String option) {
    assertThat(inherited(Hosts.withOptions(option))).isEmpty();
    assertThat(inherited(Hosts.withVariable("JAVA_TOOL_OPTIONS", option)))
        .isSubsetOf("-Dapp.secret=x");
  }

  @Test
  void pathsAreMadeIndependentOfTheDirectory() {
    String here = Path.of("").toAbsolutePath().toString();

    assertThat(
            inherited(
                Hosts.withOptions(
                    "-Djava.io.tmpdir=t", "-Djava.library.path=a:/b", "--patch-module=m=c:/d=e")))
        .containsExactly(
            "-Djava.io.tmpdir=" + here + "/t",
            "-Djava.library.path=" + here + "/a:/b",
            "--patch-module=m=" + here + "/c:/d=e");
  }

  @Test
  void propertiesOfVariablesGoAlongInTheOrderInWhichTheJvmTakesThem() {
    var host =
        new ParentJvm(
            ParentJvm.current().properties(),
            List.of("-Duser.language=2"),
            Map.of(
                "_JAVA_OPTIONS", "-Duser.language=3 -Xmx1g",
                "JDK_JAVA_OPTIONS", "--add-opens java.base/java.util=ALL-UNNAMED -Dq='a b'\"c d\"",
                "JAVA_TOOL_OPTIONS", "-Dhttp.proxyHost=proxy -agentlib:jdwp=x"));

    assertThat(inherited(host))
        .containsExactly(
            "-Dhttp.proxyHost=proxy",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Dq=a bc d",
            "-Duser.language=2",
            "-Duser.language=3");
  }

  @Test
  void theVariablesThemselvesAreRemoved() {
    assertThat(Inheritance.environment(WANTED).changes())
        .containsOnly(
            Map.entry("JAVA_TOOL_OPTIONS", Optional.empty()),
            Map.entry("JDK_JAVA_OPTIONS", Optional.empty()),
            Map.entry("_JAVA_OPTIONS", Optional.empty()),
            Map.entry("CLASSPATH", Optional.empty()));
  }

  @Test
  void whatTheUserSaysAboutAVariableHolds() {
    Environment wanted = WANTED.with("JAVA_TOOL_OPTIONS", Optional.of("-Da=user"));

    assertThat(Inheritance.environment(wanted).changes())
        .containsEntry("JAVA_TOOL_OPTIONS", Optional.of("-Da=user"));
    assertThat(Inheritance.options(Hosts.withVariable("JAVA_TOOL_OPTIONS", "-Da=host"), wanted))
        .isEmpty();
    assertThat(
            Inheritance.options(
                Hosts.withVariable("JDK_JAVA_OPTIONS", "-Da=host"),
                WANTED.with("JDK_JAVA_OPTIONS", Optional.empty())))
        .isEmpty();
  }

  @Test
  void optionsEndWhereTheMainClassBegins() throws Exception {
    Path file = Files.writeString(directory.resolve("args"), "-ea # all\n'-Da=b c' Main -da");

    assertThat(options("-cp", "x", "-esa", "Main", "-da")).containsExactly("-cp=x", "-esa");
    assertThat(options("-ea", "-jar", "app.jar", "-da")).containsExactly("-ea");
    assertThat(options("-ea", "-m", "app/Main", "-da")).containsExactly("-ea");
    assertThat(options("-esa", "@" + file, "-dsa")).containsExactly("-esa", "-ea", "-Da=b c");
    assertThat(options("--disable-@files", "@" + file, "-dsa")).containsExactly("--disable-@files");
    assertThat(options("@/nowhere/at/all", "-ea")).containsExactly("-ea");
    assertThat(options("-p", "mods")).containsExactly("-p=mods");
  }

  @Test
  void thisJvmKnowsItsOwnCommandLine() {
    assertThat(ParentJvm.current().options()).contains("--enable-native-access=ALL-UNNAMED");
  }

  private static List<String> options(String... arguments) {
    return JvmArguments.options(List.of(arguments), ParentJvm.current().charset());
  }

  private static List<String> inherited(ParentJvm host) {
    return Inheritance.options(host, WANTED);
  }
}
