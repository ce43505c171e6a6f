package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A JVM of its own that uses the library. All that it starts inherits its mark, so that a survivor
/// is found wherever it went.
final class Host implements AutoCloseable {

  private static final String MARK = "FAULTS_MARK";

  private final String mark = MARK + "=" + UUID.randomUUID();
  private final Process process;
  private final Path out;
  private final Path err;

  /// How to start one.
  ///
  /// @param prefix a command that starts it, such as `prlimit`; may be empty
  /// @param options of its JVM
  record Setup(
      Class<?> main,
      List<String> prefix,
      List<String> options,
      String classPath,
      List<Object> args) {

    Setup(Class<?> main, Object... args) {
      this(
          main,
          List.of(),
          List.of("--enable-native-access=ALL-UNNAMED"),
          System.getProperty("java.class.path"),
          List.of(args));
    }

    Setup prefixedBy(String... command) {
      return new Setup(main, List.of(command), options, classPath, args);
    }

    Setup options(String... changed) {
      return new Setup(main, prefix, List.of(changed), classPath, args);
    }

    Setup classPath(String changed) {
      return new Setup(main, prefix, options, changed, args);
    }

    Host start(Path directory) {
      return new Host(this, directory);
    }

    /// Its standard output, once it has ended as it should.
    String run(Path directory) {
      try (Host host = start(directory)) {
        return host.succeeded();
      }
    }

    private List<String> argv() {
      var argv = new ArrayList<>(prefix);
      argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      argv.addAll(options);
      argv.addAll(List.of("-cp", classPath, main.getName()));
      args.forEach(arg -> argv.add(arg.toString()));
      return argv;
    }
  }

  private Host(Setup setup, Path directory) {
    try {
      out = Files.createTempFile(directory, "host", ".out");
      err = Files.createTempFile(directory, "host", ".err");
      var builder = new ProcessBuilder(setup.argv());
      builder.environment().put(MARK, mark.substring(MARK.length() + 1));
      process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean lives() {
    return process.isAlive();
  }

  /// Its exit code; it fails to come only where something is broken.
  int exitCode() {
    return exitCode(60);
  }

  int exitCode(int seconds) {
    try {
      if (!process.waitFor(seconds, SECONDS)) {
        throw new AssertionError("the host goes on: " + output() + errors());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  String succeeded() {
    int code = exitCode();
    if (code != 0) {
      throw new AssertionError("the host ended with " + code + ": " + output() + errors());
    }
    return output();
  }

  String output() {
    return read(out);
  }

  String errors() {
    return read(err);
  }

  /// Whoever carries its mark, but for itself.
  List<Long> survivors() {
    return Machine.processes().stream()
        .filter(pid -> pid != process.pid() && Machine.environment(pid).contains(mark))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    survivors().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
