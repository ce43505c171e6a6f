package dev.processmanager.examples.psm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a coordinator is told, by whoever starts it.
final class CoordinatorOptions {

  @Option(
      names = "--services",
      paramLabel = "FILE",
      description = "the services; psm-services.json in the directory of PSM by default")
  private Path services;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "how often it checks, such as 15s or 0.5s (${DEFAULT-VALUE})")
  private Duration every;

  @Option(
      names = "--first-wait",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "how long the first restart waits; each further one twice as long")
  private Duration firstWait;

  /// Without a file there are no services, unless somebody has named one.
  ServicesFile file(Home home) {
    return services == null && !Files.exists(home.services())
        ? new ServicesFile(Map.of())
        : Json.read(path(home), ServicesFile.class);
  }

  Path path(Home home) {
    return services == null ? home.services() : services.toAbsolutePath();
  }

  /// When the file was last written, if there is one.
  Instant lastChange(Home home) {
    return Instant.ofEpochMilli(path(home).toFile().lastModified());
  }

  Coordinator coordinator(World world) {
    return new Coordinator(world, every, firstWait);
  }

  /// The same for another program.
  List<String> arguments(Home home) {
    var arguments = List.of("--every=" + text(every), "--first-wait=" + text(firstWait));
    return services == null
        ? arguments
        : Stream.concat(Stream.of("--services=" + path(home)), arguments.stream()).toList();
  }

  static Duration parse(String text) {
    try {
      Duration time = Duration.parse("PT" + text);
      if (time.isPositive()) {
        return time;
      }
    } catch (DateTimeParseException noTime) {
      // As one that is none.
    }
    throw new TypeConversionException("a time is such as 15s, 0.5s or 2m, not " + text);
  }

  private static String text(Duration duration) {
    return duration.toString().substring("PT".length());
  }
}
