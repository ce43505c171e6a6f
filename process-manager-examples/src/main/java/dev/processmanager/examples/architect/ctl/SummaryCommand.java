package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description = "Show everything in a few numbers.")
final class SummaryCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      ctl.show(api.get("summary"), this::print);
      return ExitCodes.DONE;
    }
  }

  private void print(JsonNode summary) {
    var table = new Table("SUPERVISOR", "pid " + Json.text(summary, "pid"));
    ServiceTables.line(table, "uptime", Json.span(summary, "uptimeSeconds"));
    ServiceTables.line(table, "services", Json.text(summary, "total"));
    ServiceTables.line(table, "enabled", Json.text(summary, "enabled"));
    for (var state : summary.path("states").properties()) {
      table.row(
          Cell.of(state.getKey(), Style.ofState(state.getKey())),
          Cell.of(state.getValue().asText()));
    }
    ServiceTables.line(table, "healthy", Json.text(summary, "healthy"));
    ServiceTables.line(table, "unhealthy", Json.text(summary, "unhealthy"));
    String down = Json.list(summary.path("criticalDown"));
    table.row(
        Cell.of("critical and down"), Cell.of(down, down.equals("-") ? Style.PLAIN : Style.BAD));
    table.printTo(ctl.terminal());
  }
}
