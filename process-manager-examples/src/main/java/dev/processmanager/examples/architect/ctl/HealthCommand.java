package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = "Show the health of all services, or the last checks of one.")
final class HealthCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(arity = "0..1", paramLabel = "SERVICE")
  private Optional<String> service;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      JsonNode answer =
          api.get(service.map(id -> "services/" + Api.segment(id) + "/health").orElse("health"));
      ctl.show(answer, service.isPresent() ? this::checks : this::all);
      return Json.text(answer, "health").equals("unhealthy") ? ExitCodes.NOT_DONE : ExitCodes.DONE;
    }
  }

  private void all(JsonNode answer) {
    var table = new Table("SERVICE", "HEALTH");
    JsonNode services = answer.path("services");
    services
        .fieldNames()
        .forEachRemaining(id -> table.row(Cell.of(id), ServiceTables.health(services, id)));
    table.row(Cell.of("(all)"), ServiceTables.health(answer, "health"));
    table.printTo(ctl.terminal());
  }

  private void checks(JsonNode answer) {
    var table = new Table("TIME", "OUTCOME", "TOOK", "MESSAGE");
    for (JsonNode check : answer.path("checks")) {
      table.row(
          Cell.of(Json.time(check, "at")),
          ServiceTables.health(check, "outcome"),
          Cell.number("%.0f ms".formatted(check.path("responseTimeMs").asDouble())),
          Cell.of(Json.text(check, "message")));
    }
    Terminal terminal = ctl.terminal();
    String health = Json.text(answer, "health");
    terminal.say(
        Json.text(answer, "service") + " is " + terminal.paint(Style.ofHealth(health), health));
    table.printTo(terminal);
  }
}
