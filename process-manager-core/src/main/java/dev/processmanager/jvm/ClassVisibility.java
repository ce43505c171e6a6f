package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which classes a child finds. Known before it is started, so that a class that it could not load
/// is refused at once and with the reason.
///
/// @param classPath the child's class path
/// @param modulePath the child's module path
/// @param mainJar what the host was started from by `java -jar`, if it was
record ClassVisibility(List<Path> classPath, List<Path> modulePath, Optional<MainJar> mainJar) {

  private static final Class<?> OWN = ClassVisibility.class;

  /// What a child sees of the host's classes and modules, and this library in any case.
  ///
  /// @throws LaunchException if a child cannot see this library
  static ClassVisibility of(JvmSettings settings, ParentJvm host) {
    String path = host.property("java.class.path").orElse("");
    boolean hasNoPath = path.isEmpty() && host.property("jdk.module.main").isPresent();
    var visible =
        new ClassVisibility(
            union(settings.classPath, hasNoPath ? List.of() : ClassPath.entries(path)),
            union(
                settings.modulePath,
                host.property("jdk.module.path").map(ClassPath::entries).orElse(List.of())),
            MainJar.of(host));
    return visible.sees(OWN) ? visible : visible.withLibrary();
  }

  private static List<Path> union(List<Path> first, List<Path> second) {
    var all = new LinkedHashSet<Path>();
    first.forEach(path -> all.add(path.toAbsolutePath()));
    all.addAll(second);
    return List.copyOf(all);
  }

  private ClassVisibility withLibrary() {
    Path file = fileOf(OWN).orElseThrow(() -> refusal(OWN, "only a file or directory can be"));
    return OWN.getModule().isNamed()
        ? new ClassVisibility(classPath, union(List.of(file), modulePath), mainJar)
        : new ClassVisibility(union(List.of(file), classPath), modulePath, mainJar);
  }

  /// The name of the class that loads what is in an executable jar of Spring Boot.
  Optional<String> bootLauncher() {
    return mainJar.flatMap(MainJar::bootLauncher);
  }

  /// What a child has to see for the sake of a class.
  ///
  /// @throws LaunchException if no class path can make it visible
  ClassVisibility including(Class<?> type) {
    if (sees(type)) {
      return this;
    }
    List<Path> more = reproducible(type);
    if (fileOf(type).filter(file -> ClassPath.contains(more, file)).isEmpty()) {
      throw refusal(type, reason(type));
    }
    return new ClassVisibility(union(classPath, more), modulePath, mainJar);
  }

  /// For a child that is there already.
  ///
  /// @throws LaunchException if it does not find the class
  void require(Class<?> type) {
    if (!sees(type)) {
      throw refusal(type, "this child is started without it;");
    }
  }

  private boolean sees(Class<?> type) {
    if (isInRuntimeImage(type)) {
      return true;
    }
    if (bootLauncher().isPresent() && loaders(type).anyMatch(MainJar::isBootLoader)) {
      return true;
    }
    Optional<Path> file = fileOf(type);
    boolean isModule = file.isPresent() && type.getModule().isNamed();
    return (isModule && isOnModulePath(file.get()))
        || file.filter(path -> ClassPath.contains(classPath, path)).isPresent();
  }

  private static boolean isInRuntimeImage(Class<?> type) {
    return type.getModule().isNamed()
        && ClassPath.location(type).map(URL::getProtocol).orElse("jrt").equals("jrt");
  }

  /// An entry is a module, or a directory of modules.
  private boolean isOnModulePath(Path file) {
    return ClassPath.contains(modulePath, file)
        || (file.getParent() != null && ClassPath.contains(modulePath, file.getParent()));
  }

  /// What the loaders of a class read: agents extend the application's own while it runs, and the
  /// URLs of others can as well be on a class path.
  private static List<Path> reproducible(Class<?> type) {
    var files = new ArrayList<Path>();
    boolean isModule = type.getModule().isNamed();
    if (!isModule && type.getClassLoader() == ClassLoader.getSystemClassLoader()) {
      fileOf(type).filter(Files::exists).ifPresent(files::add);
    }
    loaders(type)
        .filter(URLClassLoader.class::isInstance)
        .flatMap(loader -> Arrays.stream(((URLClassLoader) loader).getURLs()))
        .flatMap(url -> ClassPath.file(url).stream())
        .forEach(files::add);
    return files;
  }

  /// The loader of a class and those that it asks, these first.
  private static Stream<ClassLoader> loaders(Class<?> type) {
    var loaders = new ArrayList<ClassLoader>();
    for (ClassLoader l = type.getClassLoader(); l != null; l = l.getParent()) {
      loaders.addFirst(l);
    }
    return loaders.stream();
  }

  private static Optional<Path> fileOf(Class<?> type) {
    return ClassPath.location(type).flatMap(ClassPath::file);
  }

  private static String reason(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String name = loader == null ? "bootstrap" : loader.getClass().getName();
    if (name.endsWith(".MemoryClassLoader")) {
      return "it was compiled in memory, by java with a source file; compile it first, with javac,"
          + " or";
    }
    if (type.getModule().isNamed()) {
      return "its module, "
          + type.getModule().getName()
          + ", is not on the module path; name it with JvmOptions.modulePath, or";
    }
    return "its class loader, " + name + ", is none that a child can have;";
  }

  private static LaunchException refusal(Class<?> type, String reason) {
    return new LaunchException(
        type.getName(),
        true,
        "Cannot launch a JVM: it would not find class "
            + type.getName()
            + " (from "
            + ClassPath.location(type).map(URL::toString).orElse("nowhere")
            + "): "
            + reason
            + " name the jar or directory that has it with JvmOptions.classPath",
        null);
  }
}
