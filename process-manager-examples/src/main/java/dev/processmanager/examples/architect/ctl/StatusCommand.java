package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show all services, or everything about one.")
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(arity = "0..1", paramLabel = "SERVICE")
  private Optional<String> service;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      return service.isPresent() ? one(api, service.get()) : all(api);
    }
  }

  private int all(Api api) {
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

  private int one(Api api, String id) {
    JsonNode found = api.get("services/" + Api.segment(id));
    ctl.show(found, view -> ServiceTables.details(view).printTo(ctl.terminal()));
    return Json.text(found, "state").equals("running") ? ExitCodes.DONE : ExitCodes.NOT_DONE;
  }
}
