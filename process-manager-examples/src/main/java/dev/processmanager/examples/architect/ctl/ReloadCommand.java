package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description = "Read the configuration again and apply what has changed.")
final class ReloadCommand implements Callable<Integer> {

  private static final List<String> PARTS = List.of("added", "removed", "changed", "unchanged");

  @ParentCommand private Supervisorctl ctl;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      ctl.show(api.post("reload"), this::print);
      return ExitCodes.DONE;
    }
  }

  private void print(JsonNode report) {
    var table = new Table("RELOADED", "SERVICES");
    PARTS.forEach(part -> ServiceTables.line(table, part, Json.list(report.path(part))));
    table.printTo(ctl.terminal());
  }
}
