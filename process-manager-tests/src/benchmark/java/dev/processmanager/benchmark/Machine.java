package dev.processmanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/// What the numbers depend on.
public final class Machine {

  private Machine() {}

  public static String line() {
    Runtime runtime = Runtime.getRuntime();
    return String.join(
        ", ",
        LocalDate.now(ZoneOffset.UTC).toString(),
        "JDK " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        runtime.availableProcessors() + " × " + processor());
  }

  /// A number that the kernel tells about this process, such as `VmRSS` in kilobytes.
  static long status(String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }
}
