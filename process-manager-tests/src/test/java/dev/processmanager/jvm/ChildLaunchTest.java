package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Children that are really started.
@Timeout(60)
class ChildLaunchTest {

  private static final JvmOptions DEFAULTS = JvmOptions.defaults();

  @TempDir Path directory;

  @Test
  void aClassPathMayBeLongAndHaveAnyNames() throws Exception {
    Path odd = directory.resolve("a b#c \"d\" 'e' ü € \\ %p $x");
    copyTestClasses(Files.createDirectories(odd));
    var entries = new ArrayList<String>();
    for (int i = 0; entries.size() < 2_500; i++) {
      entries.add("/nowhere/with space # and 'quotes' ü/" + "x".repeat(40) + i + ".jar");
    }
    entries.add(odd.toString());
    String path = String.join(File.pathSeparator, entries);
    Report report =
        Report.of(
            directory,
            DEFAULTS,
            Hosts.withProperties(Map.of("java.class.path", path)),
            EntryPoint.of(Reporter.class.getName()),
            "ok");

    assertThat(path.length()).isGreaterThan(200_000);
    assertThat(report.one("argument")).contains("ok");
    assertThat(report.one("-Djava.class.path").orElseThrow()).endsWith(path);
  }

  @Test
  void relativeEntriesWorkInAnyDirectory() throws Exception {
    var host = Hosts.withProperties(Map.of("java.class.path", "target/test-classes"));
    Path elsewhere = Files.createDirectories(directory.resolve("else where"));
    Report report = Report.of(directory, DEFAULTS.in(elsewhere), host);

    assertThat(report.one("directory")).contains(elsewhere.toRealPath().toString());
  }

  @Test
  void aDebuggerPortInAVariableCannotKeepAChildFromStarting() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String debugger =
          "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=" + taken.getLocalPort();
      for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
        Report report =
            Report.of(
                directory,
                DEFAULTS.env("OTHER", "stays"),
                Hosts.withVariable(variable, debugger + " -Dhttp.proxyHost=proxy"));

        assertThat(report.one("-Dhttp.proxyHost")).contains("proxy");
        assertThat(report.one("$OTHER")).contains("stays");
        assertThat(report.one("$" + variable)).isEmpty();
      }
    }
  }

  @Test
  void theVariablesOfAHostAreGoneInTheChild() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), ChildHost.class.getName(), "x y");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dproxy='a b' -Xmx77m");
    builder.environment().put("CLASSPATH", "/nowhere");
    Report report = HostRun.report(builder, directory);

    assertThat(report.one("argument")).contains("x y");
    assertThat(report.one("-Dproxy")).contains("a b");
    assertThat(report.all("option")).contains("-Xmx256m").doesNotContain("-Xmx77m");
    assertThat(report.one("$JAVA_TOOL_OPTIONS")).isEmpty();
    assertThat(report.one("$CLASSPATH")).isEmpty();
  }

  @Test
  void previewFeaturesAssertionsAndOpenPackagesGoAlong() throws Exception {
    Report report =
        Report.of(
            directory,
            DEFAULTS.jvmArgs("-Xss2m"),
            Hosts.withOptions(
                "--enable-preview",
                "-ea",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx8g",
                "-agentlib:jdwp=transport=dt_socket,address=1"));

    assertThat(report.one("asserts")).contains("true");
    assertThat(report.all("option"))
        .contains(
            "--enable-preview", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx256m", "-Xss2m")
        .doesNotContain("-Xmx8g");
  }

  @Test
  void assertionsAreOffWhereTheHostHasThemOff() throws Exception {
    assertThat(Report.of(directory, DEFAULTS, Hosts.withOptions()).one("asserts"))
        .contains("false");
  }

  @Test
  void everythingTheUserSaysReachesTheChild() throws Exception {
    Report report =
        Report.of(
            directory,
            DEFAULTS
                .heap("99m")
                .jvmArgs("-XX:+UseParallelGC", "--add-modules", "jdk.httpserver")
                .systemProperty("a b", "c\nd=")
                .env("GREETING", "grüß dich")
                .withoutEnv("PATH"),
            ParentJvm.current(),
            "",
            "@x",
            "-version");

    assertThat(report.all("argument")).containsExactly("", "@x", "-version");
    assertThat(report.one("-Da b")).contains("c\nd=");
    assertThat(report.one("$GREETING")).contains("grüß dich");
    assertThat(report.one("$PATH")).isEmpty();
    assertThat(report.all("option")).contains("-Xmx99m", "-XX:+UseParallelGC");
  }

  private static void copyTestClasses(Path target) throws IOException {
    Path source = ClassPath.location(Reporter.class).flatMap(ClassPath::file).orElseThrow();
    Path type = Path.of(Reporter.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(target.resolve(type).getParent());
    Files.copy(source.resolve(type), target.resolve(type));
  }
}
