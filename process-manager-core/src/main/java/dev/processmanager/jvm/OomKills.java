package dev.processmanager.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How often the system has ended a process of our control group for want of memory, or of the
/// whole machine where the group does not tell. Known on Linux.
final class OomKills {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final String EVENT = "oom_kill ";

  private OomKills() {}

  static OptionalLong count() {
    return Stream.concat(ofGroup().stream(), Stream.of(Path.of("/proc/vmstat")))
        .map(OomKills::in)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /// Lines such as `0::/path`, and of version 1 of control groups `4:memory:/path`.
  private static List<Path> ofGroup() {
    try {
      return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3)
          .flatMap(parts -> counter(parts[1], parts[2].substring(1)).stream())
          .toList();
    } catch (IOException | RuntimeException noControlGroups) {
      return List.of();
    }
  }

  private static List<Path> counter(String controller, String group) {
    return switch (controller) {
      case "" -> List.of(GROUPS.resolve(group).resolve("memory.events"));
      case "memory" ->
          List.of(GROUPS.resolve("memory").resolve(group).resolve("memory.oom_control"));
      default -> List.of();
    };
  }

  private static OptionalLong in(Path counters) {
    try (Stream<String> lines = Files.lines(counters)) {
      return lines
          .filter(line -> line.startsWith(EVENT))
          .mapToLong(line -> Long.parseLong(line.substring(EVENT.length()).strip()))
          .findFirst();
    } catch (IOException | RuntimeException unknown) {
      return OptionalLong.empty();
    }
  }
}
