package dev.processmanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Looks at processes from outside, between measurements or after them.
final class Children {

  private static final int LONGEST_WAIT_SECONDS = 30;
  private static final int LOOKS = 15;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Children() {}

  /// The JVMs among the children of this one; a shell may be there as well, to guard them.
  static List<ProcessHandle> jvms() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().filter(path -> path.endsWith("java")).isPresent())
        .toList();
  }

  /// Those that have become the program that waits for nothing else.
  static Stream<ProcessHandle> sleepers(Stream<ProcessHandle> among) {
    return among.filter(
        child -> child.info().command().filter(path -> path.endsWith("/sleep")).isPresent());
  }

  /// Waits until there are so many, and all has been quiet for a while.
  ///
  /// @param further what else has to be so
  static void await(int count, BooleanSupplier further) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(LONGEST_WAIT_SECONDS).toNanos();
    for (int seen = 0; seen < LOOKS; ) {
      if (System.nanoTime() > deadline) {
        throw new IOException("there are " + jvms().size() + " JVMs, not " + count);
      }
      seen = jvms().size() == count && further.getAsBoolean() ? seen + 1 : 0;
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /// A process that nobody has reaped yet is gone all the same.
  static boolean isGone(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
    } catch (IOException gone) {
      return true;
    }
  }

  /// What a process takes, in which pages that several share count in parts, or in full.
  static Measurement memory(long pid) throws IOException {
    return Measurement.of("PSS, MB", megabytes(pid, "Pss:")).and("RSS, MB", megabytes(pid, "Rss:"));
  }

  private static double megabytes(long pid, String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1_024.0;
    }
  }
}
