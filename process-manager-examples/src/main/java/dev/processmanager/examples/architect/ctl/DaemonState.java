package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Whether the supervisor answers, and if so, the processes of its services.
record DaemonState(Finding finding, boolean answers, Map<String, Long> pids) {

  private static final String SUBJECT = "supervisor";

  static DaemonState ask(Path configuration) {
    try (Api api = Api.of(Whereabouts.of(configuration))) {
      JsonNode status = api.get("status");
      String pid = Json.text(status.path("summary"), "pid");
      return new DaemonState(
          Finding.pass(SUBJECT, "runs as PID " + pid), true, pids(status.path("services")));
    } catch (CtlException failure) {
      Finding finding =
          failure.exitCode() == ExitCodes.NO_DAEMON
              ? Finding.warn(SUBJECT, failure.getMessage())
              : Finding.fail(SUBJECT, failure.getMessage());
      return new DaemonState(finding, false, Map.of());
    }
  }

  private static Map<String, Long> pids(JsonNode services) {
    return StreamSupport.stream(services.spliterator(), false)
        .filter(service -> service.hasNonNull("pid"))
        .collect(
            Collectors.toMap(
                service -> service.path("id").asText(), service -> service.path("pid").asLong()));
  }
}
