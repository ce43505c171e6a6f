package dev.processmanager.supervise;

import dev.processmanager.probe.ProbeContext;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the probes of one incarnation are told.
record RunUnderCheck(
    String id, int generation, Execution execution, Habitat habitat, LineWatch lines)
    implements ProbeContext {

  /// What the launcher of a probe is told.
  private record OfProbe(
      String id, int generation, TimeSource time, Map<String, String> environment)
      implements LaunchContext {}

  @Override
  public TimeSource time() {
    return habitat.time();
  }

  @Override
  public LaunchContext launchContext() {
    Map<String, String> environment =
        execution.identity().processId().stream()
            .boxed()
            .collect(Collectors.toMap(_ -> "MAINPID", pid -> Long.toString(pid)));
    return habitat
        .contexts()
        .apply(new OfProbe(id + "-check", generation, habitat.time(), environment));
  }

  @Override
  public boolean hasPrinted(Pattern line) {
    return lines.hasSeen(line);
  }
}
