package dev.processmanager.examples;

import dev.processmanager.process.Health;
import dev.processmanager.supervise.ProcessStatus;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Prints for people: a time in front of each line, tables in columns.
final class Console {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Console() {}

  static synchronized void say(String format, Object... args) {
    IO.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + format.formatted(args));
  }

  static void say(Table table) {
    table.lines().forEach(line -> say("%s", line));
  }

  static void table(List<ProcessStatus> processes) {
    Table table = Table.of("ID", "STATE", "HEALTH", "PID", "RUN", "RESTARTS", "COMMAND");
    for (ProcessStatus p : processes) {
      String pid = p.pid().isPresent() ? Long.toString(p.pid().getAsLong()) : "-";
      String health = p.health() == Health.NONE ? "-" : p.health().toString();
      table.row(p.id(), p.state(), health, pid, p.generation(), p.restarts(), p.description());
    }
    say(table);
  }
}
