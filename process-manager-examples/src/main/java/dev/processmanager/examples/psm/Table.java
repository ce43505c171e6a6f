package dev.processmanager.examples.psm;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Services in columns, for people.
final class Table {

  private static final List<String> HEAD =
      List.of("NAME", "TYPE", "STATE", "HEALTHY", "PID", "RESTARTS", "OF", "SCRIPT");

  private Table() {}

  static String of(List<ServiceView> services) {
    List<List<String>> rows =
        Stream.concat(Stream.of(HEAD), services.stream().map(Table::row)).toList();
    List<Integer> widths =
        IntStream.range(0, HEAD.size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static List<String> row(ServiceView service) {
    return List.of(
        service.name(),
        service.type().toString(),
        service.state(),
        service.healthy() ? "yes" : "no",
        orDash(service.pid()),
        String.valueOf(service.restarts()),
        service.owner().orElse("-"),
        orDash(service.script()));
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> ("%-" + widths.get(i) + "s").formatted(row.get(i)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
