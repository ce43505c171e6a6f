package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;
import picocli.CommandLine.Command;

@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = "Show the health of all services, or the last checks of one.")
final class HealthCommand extends LookCommand {

  @Override
  int all(Api api, Supervisorctl ctl) {
    JsonNode answer = api.get("health");
    ctl.show(answer, health -> services(health, ctl.terminal()));
    return exitCode(answer);
  }

  @Override
  int one(Api api, String id, Supervisorctl ctl) {
    JsonNode answer = api.get("services/" + id + "/health");
    ctl.show(answer, health -> checks(health, ctl.terminal()));
    return exitCode(answer);
  }

  private static int exitCode(JsonNode answer) {
    return Json.text(answer, "health").equals("unhealthy") ? ExitCodes.NOT_DONE : ExitCodes.DONE;
  }

  private static void services(JsonNode answer, Terminal terminal) {
    var table = new Table("SERVICE", "HEALTH");
    JsonNode services = answer.path("services");
    services
        .fieldNames()
        .forEachRemaining(id -> table.row(Cell.of(id), ServiceTables.health(services, id)));
    table.row(Cell.of("(all)"), ServiceTables.health(answer, "health"));
    table.printTo(terminal);
  }

  private static void checks(JsonNode answer, Terminal terminal) {
    var table = new Table("TIME", "OUTCOME", "TOOK", "MESSAGE");
    for (JsonNode check : answer.path("checks")) {
      table.row(
          Cell.of(Json.time(check, "at")),
          ServiceTables.health(check, "outcome"),
          Cell.number("%.0f ms".formatted(check.path("responseTimeMs").asDouble())),
          Cell.of(Json.text(check, "message")));
    }
    String health = Json.text(answer, "health");
    terminal.say(
        Json.text(answer, "service") + " is " + terminal.paint(Style.ofHealth(health), health));
    table.printTo(terminal);
  }
}
