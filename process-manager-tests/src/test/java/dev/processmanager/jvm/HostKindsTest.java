package dev.processmanager.jvm;

import static dev.processmanager.jvm.JavaSources.JAVA;
import static dev.processmanager.jvm.JavaSources.home;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.loader.launch.PropertiesLauncher;

/// Hosts started in the ways that applications are.
@Timeout(60)
class HostKindsTest {

  private static final Path CORE = home(JvmOptions.class);

  private static final String PATH = CORE + File.pathSeparator + home(ChildHost.class);

  /// A main class that hands on to the reporter, from a module or with its own class.
  private static final String MAIN =
      """
      package app;
      public class Main {
        public static void main(String[] args) {
          System.out.print(java.util.Base64.getEncoder().encodeToString(
              ("module\\n" + Main.class.getModule().getName()).getBytes()));
        }
      }
      """;

  @TempDir Path directory;
  private Path classes;

  @BeforeEach
  void copyWhatAHostNeeds() throws IOException {
    classes = directory.resolve("classes");
    for (Class<?> type : List.of(ChildHost.class, Reporter.class)) {
      Path file = Path.of(type.getName().replace('.', '/') + ".class");
      Files.createDirectories(classes.resolve(file).getParent());
      Files.copy(home(type).resolve(file), classes.resolve(file));
    }
  }

  @Test
  void aHostOfModulesHasChildrenOfModules() throws Exception {
    Path mods = directory.resolve("mods");
    compileMain(mods.resolve("app"), "module app {}");
    var modulePath = List.of(CORE, home(LoggerFactory.class), mods);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(JAVA, "-p", ClassPath.joined(modulePath)));
    command.addAll(List.of("--patch-module", "dev.processmanager=" + classes));
    command.addAll(List.of("--add-modules", "app,java.management"));
    command.addAll(List.of("--add-reads", "dev.processmanager=java.management"));
    command.addAll(List.of("-m", "dev.processmanager/" + ChildHost.class.getName(), "a b"));
    Report report = HostRun.report(new ProcessBuilder(command), directory);

    assertThat(report.one("module")).contains("dev.processmanager");
    assertThat(report.one("argument")).contains("a b");
    assertThat(report.one("-Djdk.module.path")).contains(ClassPath.joined(modulePath));
    assertThat(report.one("-Djava.class.path").orElse("")).isEmpty();
  }

  @Test
  void aClassOfAModuleStaysInItsModule() throws Exception {
    Path mods = directory.resolve("mods");
    compileMain(mods.resolve("app"), "module app {}");
    Report report =
        Report.of(
            directory,
            JvmOptions.defaults().modulePath(mods),
            ParentJvm.current(),
            JvmMain.of("app.Main").module("app").main());

    assertThat(report.one("module")).contains("app");
  }

  @Test
  void aClassOfASourceFileIsRefused() throws Exception {
    Path source = directory.resolve("Script.java");
    Files.writeString(
        source,
        """
        public class Script {
          public static void main(String[] args) throws Exception {
            dev.processmanager.jvm.ChildHost.launch(Script.class);
          }
        }
        """);
    var host = new ProcessBuilder(JAVA, "-cp", PATH + ":" + slf4j(), source.toString());

    assertThat(HostRun.refusal(host, directory))
        .contains("class Script")
        .contains("compiled in memory")
        .contains("javac");
  }

  @Test
  void aSourceFileHasChildrenOfItsClassPath() throws Exception {
    Path source = directory.resolve("Script.java");
    Files.writeString(
        source,
        """
        public class Script {
          public static void main(String[] args) throws Exception {
            dev.processmanager.jvm.ChildHost.main(args);
          }
        }
        """);
    var host = new ProcessBuilder(JAVA, "-cp", PATH + ":" + slf4j(), source.toString(), "x");

    assertThat(HostRun.report(host, directory).one("argument")).contains("x");
  }

  @Test
  void anExecutableJarOfSpringBootHasChildrenOfThatJar() throws Exception {
    Path loader = Files.createDirectories(directory.resolve("loader"));
    unpack(home(PropertiesLauncher.class), loader);
    Path libraries = Files.createDirectories(directory.resolve("libraries"));
    if (Files.isDirectory(CORE)) {
      JavaSources.jar(libraries.resolve("core.jar"), Map.of(), Map.of("", CORE));
    } else {
      Files.copy(CORE, libraries.resolve("core.jar"));
    }
    Files.copy(slf4j(), libraries.resolve("slf4j.jar"));
    Path app =
        JavaSources.jar(
            directory.resolve("my app.jar"),
            Map.of(
                "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
                "Start-Class", ChildHost.class.getName(),
                "Spring-Boot-Classes", "BOOT-INF/classes/",
                "Spring-Boot-Lib", "BOOT-INF/lib/"),
            Map.of("", loader, "BOOT-INF/classes/", classes, "BOOT-INF/lib/", libraries));
    Report report =
        HostRun.report(new ProcessBuilder(JAVA, "-jar", app.toString(), "a b"), directory);

    assertThat(report.one("argument")).contains("a b");
    assertThat(report.one("-Djava.class.path")).contains(app.toString());
  }

  @Test
  void whatTheManifestOfAJarOpensIsOpenInTheChild() throws Exception {
    Path app =
        JavaSources.jar(
            directory.resolve("app.jar"),
            Map.of(
                "Main-Class", ChildHost.class.getName(),
                "Class-Path", CORE.toUri() + " " + slf4j().toUri(),
                "Add-Opens", "java.base/java.lang java.base/java.util",
                "Add-Exports", "java.base/sun.nio.ch",
                "Enable-Native-Access", "ALL-UNNAMED"),
            Map.of("", classes));
    Report report = HostRun.report(new ProcessBuilder(JAVA, "-jar", app.toString()), directory);

    assertThat(report.all("option"))
        .contains(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    assertThat(report.one("-Djava.class.path")).contains(app.toString());
  }

  @Test
  void classesThatUsePreviewFeaturesRunWhereTheHostRunsThem() throws Exception {
    Path target = directory.resolve("preview");
    Path source = Files.writeString(directory.resolve("Main.java"), MAIN);
    JavaSources.compile(
        target, List.of("--enable-preview", "--release", "" + Runtime.version().feature()), source);
    Report report =
        Report.of(
            directory,
            JvmOptions.defaults().classPath(target),
            Hosts.withOptions("--enable-preview"),
            JvmMain.of("app.Main").main());

    assertThat(report.one("module")).contains("null");
  }

  private void compileMain(Path target, String module) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    JavaSources.compile(
        target,
        List.of(),
        Files.writeString(source.resolve("module-info.java"), module),
        Files.writeString(source.resolve("Main.java"), MAIN));
  }

  private static Path slf4j() {
    return home(LoggerFactory.class);
  }

  private static void unpack(Path jar, Path target) throws Exception {
    try (var files = FileSystems.newFileSystem(jar)) {
      Path from = files.getPath("/org");
      try (var all = Files.walk(from)) {
        for (Path file : all.toList()) {
          Path to = target.resolve(file.toString().substring(1));
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            Files.copy(file, to);
          }
        }
      }
    }
  }
}
