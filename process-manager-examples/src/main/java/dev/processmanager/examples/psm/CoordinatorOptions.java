package dev.processmanager.examples.psm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

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

  ServicesFile file(Home home) {
    return ServicesFile.read(path(home));
  }

  Path path(Home home) {
    return services == null ? home.services() : services.toAbsolutePath();
  }

  Coordinator coordinator(World world) {
    return new Coordinator(world, every, firstWait);
  }

  /// The same for another program.
  List<String> arguments(Home home) {
    return List.of(
        "--services=" + path(home), "--every=" + text(every), "--first-wait=" + text(firstWait));
  }

  static Duration parse(String text) {
    return Duration.parse("PT" + text);
  }

  private static String text(Duration duration) {
    return duration.toString().substring("PT".length());
  }
}
