package dev.processmanager.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Passes while the process touches a file often enough.
record HeartbeatFileProbe(Path file, Duration maxAge) implements Probe {

  HeartbeatFileProbe {
    HeartbeatProbe.refuseUnlessPositive(maxAge);
  }

  @Override
  public ProbeResult check(ProbeContext context) throws IOException {
    Instant start = context.startedAt();
    Instant touched = touched(start);
    Duration age = Duration.between(touched.isAfter(start) ? touched : start, context.time().now());
    return age.compareTo(maxAge) > 0
        ? ProbeResult.fail("no heartbeat in " + file + " for " + age)
        : ProbeResult.pass();
  }

  private Instant touched(Instant start) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException none) {
      return start;
    }
  }
}
