package dev.processmanager.jvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a child JVM is made after: the JVM that starts it.
///
/// @param properties its system properties, by key
/// @param options those of its command line; none where it was not started as `java`, or the
///     platform does not tell
/// @param variables its environment
record ParentJvm(
    Function<String, Optional<String>> properties,
    List<String> options,
    Map<String, String> variables) {

  /// This JVM. Only its command line is read in advance: properties may change, as test runners
  /// change `java.class.path`.
  static ParentJvm current() {
    return Current.JVM;
  }

  private static final class Current {

    static final ParentJvm JVM =
        new ParentJvm(
            key -> Optional.ofNullable(System.getProperty(key)),
            commandLineOptions(),
            System.getenv());
  }

  Optional<String> property(String key) {
    return properties.apply(key);
  }

  /// The encoding of what the operating system is told.
  Charset charset() {
    return property("sun.jnu.encoding").map(Charset::forName).orElseGet(Charset::defaultCharset);
  }

  private static List<String> commandLineOptions() {
    Charset charset =
        Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    return argv(charset)
        .filter(argv -> !argv.isEmpty() && isLauncher(argv.getFirst()))
        .map(argv -> JvmArguments.options(argv.subList(1, argv.size()), charset))
        .orElse(List.of());
  }

  /// An application may have a launcher of its own, whose arguments are no business of a JVM.
  private static boolean isLauncher(String program) {
    String name =
        program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    return List.of("java", "javaw", "java.exe", "javaw.exe").contains(name);
  }

  /// From the process file system where there is one, which costs less than a [ProcessHandle].
  private static Optional<List<String>> argv(Charset charset) {
    try (var in = new FileInputStream("/proc/self/cmdline")) {
      String[] parts = new String(in.readAllBytes(), charset).split("\0", -1);
      return Optional.of(List.of(parts).subList(0, parts.length - 1));
    } catch (IOException noSuchFileSystem) {
      ProcessHandle.Info info = ProcessHandle.current().info();
      var argv = new ArrayList<String>();
      info.command().ifPresent(argv::add);
      info.arguments().map(List::of).ifPresent(argv::addAll);
      return Optional.of(argv);
    }
  }
}
