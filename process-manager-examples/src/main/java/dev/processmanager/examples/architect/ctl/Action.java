package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Something that is done to one service after the other. What fails for one is no reason not to do
/// it to the others.
enum Action {
  START,
  STOP,
  RESTART;

  int on(List<String> names, Supervisorctl ctl) {
    try (Api api = ctl.api()) {
      List<String> targets = Targets.of(names, api.get("status").path("services"), this == STOP);
      ObjectNode outcome = Json.MAPPER.createObjectNode();
      ArrayNode services = outcome.putArray("services");
      ArrayNode failures = outcome.putArray("failures");
      for (String id : this == STOP ? targets.reversed() : targets) {
        act(api, id, services, failures);
      }
      ctl.show(outcome, done -> print(done, ctl.terminal()));
      return failures.isEmpty() ? ExitCodes.DONE : ExitCodes.NOT_DONE;
    }
  }

  private void act(Api api, String id, ArrayNode services, ArrayNode failures) {
    try {
      services.add(api.post("services/" + Api.segment(id) + "/" + word()));
    } catch (CtlException failure) {
      if (failure.exitCode() == ExitCodes.NO_DAEMON) {
        throw failure;
      }
      failures.addObject().put("service", id).put("message", failure.getMessage());
    }
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void print(JsonNode outcome, Terminal terminal) {
    ServiceTables.of(outcome.path("services")).printTo(terminal);
    for (JsonNode failure : outcome.path("failures")) {
      terminal
          .err()
          .println(
              "supervisorctl: "
                  + Json.text(failure, "service")
                  + ": "
                  + Json.text(failure, "message"));
    }
  }
}
