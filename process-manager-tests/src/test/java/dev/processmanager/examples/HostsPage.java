package dev.processmanager.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The page that says which test shows which feature of which host.
record HostsPage(List<Host> hosts) {

  private static final Pattern HEADING = Pattern.compile("## [A-Z]\\. .*");
  private static final Pattern RULE = Pattern.compile("\\|[ |:-]+");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  record Host(String title, List<Row> rows) {}

  record Row(String feature, List<String> tests) {}

  static HostsPage parse(String text) {
    var hosts = new ArrayList<Host>();
    String before = "";
    boolean inTable = false;
    for (String line : text.lines().toList()) {
      if (HEADING.matcher(line).matches()) {
        hosts.add(new Host(line, new ArrayList<>()));
        inTable = false;
      } else if (RULE.matcher(line).matches()) {
        inTable = before.startsWith("|");
      } else if (line.startsWith("|") && inTable && !hosts.isEmpty()) {
        hosts.getLast().rows().add(row(line));
      } else {
        inTable = false;
      }
      before = line;
    }
    return new HostsPage(hosts);
  }

  private static Row row(String line) {
    String[] cells = line.substring(1).split("\\|");
    String tests = cells.length > 1 ? cells[1] : "";
    return new Row(
        cells[0].strip(),
        NAME.matcher(tests).results().map((MatchResult name) -> name.group(1)).toList());
  }

  /// @param problem what is wrong with a test, if anything
  List<String> problems(Function<String, Optional<String>> problem) {
    return hosts.stream()
        .flatMap(host -> host.rows().stream())
        .flatMap(row -> problems(row, problem))
        .toList();
  }

  private static Stream<String> problems(Row row, Function<String, Optional<String>> problem) {
    return row.tests().isEmpty()
        ? Stream.of(row.feature() + ": names no test")
        : row.tests().stream()
            .flatMap(
                test ->
                    problem.apply(test).stream()
                        .map(what -> row.feature() + ": " + test + " " + what));
  }
}
