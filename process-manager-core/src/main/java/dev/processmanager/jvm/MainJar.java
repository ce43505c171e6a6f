package dev.processmanager.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/// The jar that an application was started from by `java -jar`, which says in its manifest what
/// else would be options.
///
/// @param file the jar
record MainJar(Path file) {

  private static final String BOOT = "org.springframework.boot.loader.";

  static Optional<MainJar> of(ParentJvm host) {
    return host.property("java.class.path")
        .filter(path -> !path.isEmpty() && isCommand(host, path))
        .map(path -> new MainJar(ClassPath.entries(path).getFirst()));
  }

  private static boolean isCommand(ParentJvm host, String jar) {
    String command = host.property("sun.java.command").orElse("");
    return command.equals(jar) || command.startsWith(jar + " ");
  }

  /// What its manifest says as options.
  List<String> options() {
    var options = new ArrayList<String>();
    packages("Add-Opens").map(name -> "--add-opens=" + name + "=ALL-UNNAMED").forEach(options::add);
    packages("Add-Exports")
        .map(name -> "--add-exports=" + name + "=ALL-UNNAMED")
        .forEach(options::add);
    return options;
  }

  private Stream<String> packages(String attribute) {
    return attribute(attribute).stream()
        .flatMap(value -> Arrays.stream(value.strip().split(" +")))
        .filter(name -> !name.isEmpty());
  }

  /// Where it is an executable jar of Spring Boot, whose classes only a loader of its own finds:
  /// the class that loads them and then runs what `loader.main` names.
  Optional<String> bootLauncher() {
    return attribute(Attributes.Name.MAIN_CLASS.toString())
        .filter(main -> main.startsWith(BOOT))
        .map(main -> main.substring(0, main.lastIndexOf('.') + 1) + "PropertiesLauncher");
  }

  static boolean isBootLoader(ClassLoader loader) {
    return loader.getClass().getName().startsWith(BOOT);
  }

  private Optional<String> attribute(String name) {
    return ClassPath.attribute(file, new Attributes.Name(name));
  }
}
