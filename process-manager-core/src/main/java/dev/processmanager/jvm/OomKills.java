package dev.processmanager.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// How often the system has ended a process of our control group for want of memory. Known on Linux
/// with version 2 of control groups.
final class OomKills {

  private static final String EVENT = "oom_kill ";

  private OomKills() {}

  static OptionalLong count() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        if (line.startsWith("0::/")) {
          return in(Path.of("/sys/fs/cgroup", line.substring(4), "memory.events"));
        }
      }
    } catch (IOException noControlGroups) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static OptionalLong in(Path events) throws IOException {
    List<String> lines = Files.readAllLines(events);
    return lines.stream()
        .filter(line -> line.startsWith(EVENT))
        .mapToLong(line -> Long.parseLong(line.substring(EVENT.length())))
        .findFirst();
  }
}
