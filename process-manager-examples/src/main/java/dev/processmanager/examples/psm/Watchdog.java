package dev.processmanager.examples.psm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.processmanager.ProcessManager;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.output.Rotation;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks once whether the coordinator is well, and replaces it if not. To be run every minute.
///
/// @param world what it has to do with
/// @param launch starts the next coordinator
/// @param limit how long a coordinator may be silent
record Watchdog(World world, Launch launch, Duration limit) {

  private static final String LOG = "system-watchdog";
  private static final Rotation ROTATION = Rotation.of(1_000_000, 3);

  int check() {
    try (ProcessManager pm = world.open()) {
      Optional<ProcessStatus> seen = Launch.find(pm);
      if (seen.filter(coordinator -> Launch.isWell(coordinator, limit)).isPresent()) {
        log(name(seen.get()) + " is well");
        return 0;
      }
      if (seen.filter(Launch::isRunning).isPresent()) {
        log(name(seen.get()) + " is stale: " + (Launch.stop(pm).complete() ? "stopped" : "STAYS"));
      } else {
        log("no coordinator runs");
      }
      log(name(launch.start(pm, "watchdog")) + " is started");
      return 0;
    } catch (Refusal refusal) {
      log(refusal.getMessage());
      throw refusal;
    }
  }

  private static String name(ProcessStatus coordinator) {
    return "coordinator "
        + (coordinator.pid().isPresent() ? "PID " + coordinator.pid().getAsLong() : "at its start");
  }

  private void log(String text) {
    world.out().println(text);
    byte[] line = (Instant.now() + " " + text + "\n").getBytes(UTF_8);
    try {
      OutputSink file = OutputSink.file(world.home().log(LOG), ROTATION).open();
      file.write(Line.Source.STDOUT, ByteBuffer.wrap(line));
      file.end();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
