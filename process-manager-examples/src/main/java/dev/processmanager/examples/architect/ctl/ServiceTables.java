package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ctl.Table.Cell;

/// Services, for people.
final class ServiceTables {

  private ServiceTables() {}

  static Table of(JsonNode services) {
    var table =
        new Table("SERVICE", "STATE", "HEALTH", "PID", "PORT", "UPTIME", "RESTARTS", "NAME");
    for (JsonNode service : services) {
      boolean up = service.hasNonNull("pid");
      table.row(
          Cell.of(Json.text(service, "id")),
          state(service),
          health(service, "health"),
          Cell.number(Json.text(service, "pid")),
          Cell.number(Json.text(service, "port")),
          Cell.number(up ? Json.span(service, "uptimeSeconds") : "-"),
          Cell.number(Json.text(service, "restarts")),
          Cell.of(Json.text(service, "name")));
    }
    return table;
  }

  static Cell state(JsonNode service) {
    String state = Json.text(service, "state");
    return Cell.of(state, Style.ofState(state));
  }

  static Cell health(JsonNode object, String name) {
    String health = Json.text(object, name);
    return Cell.of(health, Style.ofHealth(health));
  }

  static Table details(JsonNode service) {
    var table = new Table("SERVICE", Json.text(service, "id"));
    line(table, "name", Json.text(service, "name"));
    line(table, "description", Json.text(service, "description"));
    table.row(Cell.of("state"), state(service));
    table.row(Cell.of("health"), health(service, "health"));
    line(table, "pid", Json.text(service, "pid"));
    line(table, "port", Json.text(service, "port"));
    line(table, "started", Json.time(service, "startedAt"));
    line(table, "uptime", service.hasNonNull("pid") ? Json.span(service, "uptimeSeconds") : "-");
    line(table, "restarts", Json.text(service, "restarts"));
    line(table, "last restart", Json.time(service, "lastRestart"));
    line(table, "next attempt", Json.time(service, "nextAttempt"));
    line(table, "enabled", Json.text(service, "enabled"));
    line(table, "critical", Json.text(service, "critical"));
    line(table, "auto restart", Json.text(service, "autoRestart"));
    line(table, "priority", Json.text(service, "priority"));
    line(table, "groups", Json.list(service.path("groups")));
    line(table, "dependencies", Json.list(service.path("dependencies")));
    service
        .path("metadata")
        .properties()
        .forEach(entry -> line(table, entry.getKey(), entry.getValue().asText()));
    return table;
  }

  static void line(Table table, String name, String value) {
    table.row(Cell.of(name), Cell.of(value));
  }
}
