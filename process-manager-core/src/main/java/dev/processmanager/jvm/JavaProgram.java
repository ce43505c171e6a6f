package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the `java` to start. Looked up each time: a Java that was there may have been replaced.
final class JavaProgram {

  /// The oldest Java that understands this library's classes.
  private static final int OLDEST = 25;

  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([0-9]+)");

  private JavaProgram() {}

  /// The program, by its absolute path.
  ///
  /// @throws LaunchException if there is none, or only one that is too old
  static Path find(JvmSettings settings, ParentJvm host) {
    if (settings.javaHome.isPresent()) {
      return ofUsersHome(settings.javaHome.get().toAbsolutePath());
    }
    Optional<Path> own = host.property("java.home").map(Path::of).flatMap(JavaProgram::in);
    return own.or(() -> ofVariable(host)).orElseThrow(() -> noneFor(host));
  }

  private static Path ofUsersHome(Path home) {
    Path program =
        in(home)
            .orElseThrow(
                () ->
                    refusal(
                        home.toString(),
                        "java home "
                            + home
                            + (Files.isDirectory(home)
                                ? " has no executable bin/java"
                                : " is no directory")));
    int version = version(home).orElse(OLDEST);
    if (version < OLDEST) {
      throw refusal(
          home.toString(),
          "java home " + home + " is Java " + version + ", and a child needs at least " + OLDEST);
    }
    return program;
  }

  private static Optional<Path> ofVariable(ParentJvm host) {
    Optional<Integer> wanted = host.property("java.specification.version").map(Integer::valueOf);
    try {
      return Optional.ofNullable(host.variables().get("JAVA_HOME"))
          .filter(home -> !home.isBlank())
          .map(home -> Path.of(home).toAbsolutePath())
          .filter(home -> wanted.isPresent() && version(home).equals(wanted))
          .flatMap(JavaProgram::in);
    } catch (InvalidPathException nothingThere) {
      return Optional.empty();
    }
  }

  private static Optional<Path> in(Path home) {
    Path directory = home.resolve("bin");
    return Optional.of(directory.resolve("java"))
        .filter(JavaProgram::isProgram)
        .or(() -> Optional.of(directory.resolve("java.exe")).filter(JavaProgram::isProgram));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static Optional<Integer> version(Path home) {
    try {
      Matcher line = VERSION.matcher(Files.readString(home.resolve("release")));
      return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private static LaunchException noneFor(ParentJvm host) {
    String home = host.property("java.home").orElse("none, as in a native image");
    return refusal(
        home,
        "this application's Java has no bin/java (its home: "
            + home
            + "), as after jlink or jpackage with --strip-native-commands or in a native image; name"
            + " one with JvmOptions.javaHome, set JAVA_HOME to a Java "
            + host.property("java.specification.version").orElse("of the same version")
            + ", or keep the native commands in the image");
  }

  private static LaunchException refusal(String subject, String what) {
    return new LaunchException(subject, true, "Cannot launch a JVM: " + what, null);
  }
}
