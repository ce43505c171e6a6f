package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show all services, or everything about one.")
final class StatusCommand extends LookCommand {

  @Override
  int all(Api api, Supervisorctl ctl) {
    ctl.show(
        api.get("status"),
        status -> {
          ServiceTables.of(status.path("services")).printTo(ctl.terminal());
          String down = Json.list(status.path("summary").path("criticalDown"));
          if (!down.equals("-")) {
            ctl.terminal().say(ctl.terminal().paint(Style.BAD, "Critical and down: " + down));
          }
        });
    return ExitCodes.DONE;
  }

  @Override
  int one(Api api, String id, Supervisorctl ctl) {
    JsonNode found = api.get("services/" + id);
    ctl.show(found, view -> ServiceTables.details(view).printTo(ctl.terminal()));
    return Json.text(found, "state").equals("running") ? ExitCodes.DONE : ExitCodes.NOT_DONE;
  }
}
