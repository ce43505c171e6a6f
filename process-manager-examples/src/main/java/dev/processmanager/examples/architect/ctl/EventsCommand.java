package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Show what has happened, the newest first.")
final class EventsCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only events of this one.")
  private Optional<String> service;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      String filter = service.map(id -> "&service=" + Api.segment(id)).orElse("");
      ctl.show(api.get("events?limit=" + limit + filter), this::print);
      return ExitCodes.DONE;
    }
  }

  private void print(JsonNode answer) {
    var table = new Table("TIME", "SERVICE", "EVENT", "MESSAGE");
    for (JsonNode event : answer.path("events")) {
      table.row(
          Cell.of(Json.time(event, "at")),
          Cell.of(Json.text(event, "service")),
          Cell.of(Json.text(event, "type")),
          Cell.of(Json.text(event, "message")));
    }
    table.printTo(ctl.terminal());
  }
}
