package dev.processmanager.jvm;

import static dev.processmanager.jvm.JavaSources.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which classes a child would find, told before there is one.
class ClassVisibilityTest {

  @TempDir Path directory;

  @Test
  void classesOfTheClassPathAndTheJdkAreSeen() {
    ClassVisibility visible = visible(JvmOptions.defaults(), Map.of());

    assertThat(visible.including(ClassVisibilityTest.class)).isEqualTo(visible);
    assertThat(visible.including(String.class)).isEqualTo(visible);
    assertThat(visible.including(java.sql.Connection.class)).isEqualTo(visible);
  }

  @Test
  void aJarThatAManifestNamesIsSeen() throws Exception {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    Path inner =
        JavaSources.jar(
            directory.resolve("inner x.jar"),
            Map.of("Class-Path", home(ClassVisibilityTest.class).toUri().toString()),
            Map.of("", empty));
    Path outer =
        JavaSources.jar(
            directory.resolve("outer.jar"),
            Map.of("Class-Path", "missing.jar inner%20x.jar http://localhost/x.jar"),
            Map.of("", empty));
    ClassVisibility visible =
        visible(JvmOptions.defaults(), Map.of("java.class.path", outer.toString()));

    assertThat(inner).exists();
    assertThat(visible.including(ClassVisibilityTest.class).classPath())
        .containsExactly(home(JvmOptions.class), outer);
  }

  @Test
  void whatUrlsNameIsAddedToTheClassPath() throws Exception {
    Path target = compiled("package p; public class Plugin {}", "Plugin");
    Path other = Files.createDirectories(directory.resolve("other"));
    try (var parent = new URLClassLoader(new URL[] {url(other)}, getClass().getClassLoader());
        var loader = new URLClassLoader(new URL[] {url(target)}, parent)) {
      ClassVisibility visible = visible(JvmOptions.defaults(), Map.of());

      assertThat(visible.including(loader.loadClass("p.Plugin")).classPath())
          .startsWith(visible.classPath().toArray(Path[]::new))
          .endsWith(other, target);
    }
  }

  @Test
  void aClassOfALoaderOfItsOwnIsRefused() throws Exception {
    Path target = compiled("package p; public class Plugin {}", "Plugin");
    Class<?> plugin = new OwnLoader(target).loadClass("p.Plugin");

    assertThatThrownBy(() -> visible(JvmOptions.defaults(), Map.of()).including(plugin))
        .isInstanceOfSatisfying(
            LaunchException.class,
            e -> {
              assertThat(e.subject()).isEqualTo("p.Plugin");
              assertThat(e.isPermanent()).isTrue();
            })
        .hasMessageContaining(OwnLoader.class.getName())
        .hasMessageContaining("JvmOptions.classPath");
  }

  @Test
  void aClassThatTheUsersClassPathHasIsSeen() throws Exception {
    Path target = compiled("package p; public class Plugin {}", "Plugin");
    try (var loader = new URLClassLoader(new URL[] {url(target)})) {
      ClassVisibility visible = visible(JvmOptions.defaults().classPath(target), Map.of());

      assertThat(visible.including(loader.loadClass("p.Plugin"))).isEqualTo(visible);
    }
  }

  @Test
  void aModuleOfALayerOfItsOwnIsRefusedUnlessItsPathIsGiven() throws Exception {
    Path target = compiledModule();
    Class<?> plugin = inLayer(target).findLoader("plugin").loadClass("p.Plugin");

    assertThatThrownBy(() -> visible(JvmOptions.defaults(), Map.of()).including(plugin))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("plugin")
        .hasMessageContaining("JvmOptions.modulePath");
    ClassVisibility visible = visible(JvmOptions.defaults().modulePath(target), Map.of());
    assertThat(visible.including(plugin)).isEqualTo(visible);
  }

  @Test
  void theModuleOfAClassIsThereThoughNothingRequiresIt() throws Exception {
    Path target = compiledModule();
    Class<?> plugin = inLayer(target).findLoader("plugin").loadClass("p.Plugin");
    JvmOptions options = JvmOptions.defaults().modulePath(target);
    var request =
        new JvmCommandLine.Request(
            EntryPoint.of(Reporter.class), List.of(), List.of(plugin), directory, false);
    JvmCommandLine line = JvmCommandLine.of(request, options);

    assertThat(Report.parsed(Report.output(directory, line, options)).all("option"))
        .contains("--add-modules=plugin");
  }

  private static ModuleLayer inLayer(Path modules) {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(ModuleFinder.of(modules), ModuleFinder.of(), Set.of("plugin"));
    return boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
  }

  private static ClassVisibility visible(JvmOptions options, Map<String, String> properties) {
    return ClassVisibility.of(options.settings(), Hosts.withProperties(properties));
  }

  private Path compiled(String text, String name) throws IOException {
    Path target = directory.resolve("target");
    JavaSources.compile(
        target, List.of(), Files.writeString(directory.resolve(name + ".java"), text));
    return target;
  }

  private Path compiledModule() throws IOException {
    Path target = directory.resolve("target");
    JavaSources.compile(
        target,
        List.of(),
        Files.writeString(directory.resolve("module-info.java"), "module plugin { exports p; }"),
        Files.writeString(directory.resolve("Plugin.java"), "package p; public class Plugin {}"));
    return target;
  }

  private static URL url(Path path) throws IOException {
    return path.toUri().toURL();
  }

  /// One that says nothing of where its classes are.
  private static final class OwnLoader extends ClassLoader {

    private final Path directory;

    OwnLoader(Path directory) {
      this.directory = directory;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        byte[] code = Files.readAllBytes(directory.resolve(name.replace('.', '/') + ".class"));
        return defineClass(name, code, 0, code.length);
      } catch (IOException missing) {
        throw new ClassNotFoundException(name, missing);
      }
    }
  }
}
