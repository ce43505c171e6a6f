package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Target.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All results in words and tables, which read well on a terminal, too.
final class Report {

  /// What came of a workload.
  record Outcome(Workload workload, Results results) {

    long count(Verdict verdict) {
      return workload.targets().stream()
          .filter(target -> target.verdict(results) == verdict)
          .count();
    }

    boolean fails() {
      return workload.targets().stream().anyMatch(target -> target.fails(results));
    }
  }

  private static final String MANY_TIMES_WORSE = "×";

  private Report() {}

  /// The whole page.
  ///
  /// @param chart the name of its picture
  static String page(String machine, String chart, List<Outcome> outcomes) {
    return "# Benchmarks\n\n"
        + machine
        + "\n\n"
        + """
          All contestants of a workload take turns, in one run, each in a process of its own. The numbers are
          medians over the rounds. `×` tells how many times worse (slower, larger) than the first contestant
          one is, or than what its heading names: the median of the ratios of the single rounds.

          """
        + summary(outcomes)
        + "\n![Each workload's contestants side by side]("
        + chart
        + ")\n"
        + outcomes.stream()
            .map(outcome -> section(outcome.workload, outcome.results))
            .collect(Collectors.joining())
        + settings();
  }

  private static String summary(List<Outcome> outcomes) {
    long all = outcomes.stream().mapToLong(outcome -> outcome.workload.targets().size()).sum();
    long reached = outcomes.stream().mapToLong(outcome -> outcome.count(Verdict.REACHED)).sum();
    long notRun = outcomes.stream().mapToLong(outcome -> outcome.count(Verdict.NOT_RUN)).sum();
    return "Of %d numbers that were asked for, %d are reached, %d missed, %d not measured here%s.\n"
        .formatted(
            all,
            reached,
            all - reached - notRun,
            notRun,
            all == reached + notRun ? "" : "; missed are some of " + missed(outcomes));
  }

  private static String missed(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(
            outcome ->
                outcome.workload.targets().stream()
                    .anyMatch(target -> target.verdict(outcome.results).isMiss()))
        .map(outcome -> link(outcome.workload.title()))
        .collect(Collectors.joining(", "));
  }

  private static String link(String title) {
    String anchor = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} -]", "");
    return "[" + title + "](#" + anchor.replace(' ', '-') + ")";
  }

  static String section(Workload workload, Results results) {
    return "\n## "
        + workload.title()
        + "\n\n"
        + workload.note()
        + "\n\n"
        + numbers(workload, results).text()
        + (workload.targets().isEmpty() ? "" : "\n" + targets(workload, results).text())
        + reasons(workload, results);
  }

  private static Table numbers(Workload workload, Results results) {
    var header = new ArrayList<>(List.of("contestant"));
    header.addAll(results.measures());
    workload.yardstick().ifPresent(yardstick -> header.add(heading(yardstick)));
    return Table.of(
        header, results.contestants().stream().map(name -> row(workload, results, name)).toList());
  }

  private static String heading(Yardstick yardstick) {
    return MANY_TIMES_WORSE + (yardstick.limit().isPresent() ? " " + yardstick.reference() : "");
  }

  private static List<String> row(Workload workload, Results results, String contestant) {
    var row = new ArrayList<>(List.of(contestant));
    for (String measure : results.measures()) {
      OptionalDouble median = results.median(contestant, measure);
      String absence = row.size() == 1 ? results.absence(contestant) : "";
      row.add(median.isEmpty() && !absence.isEmpty() ? absence : Numbers.text(median));
    }
    workload
        .yardstick()
        .ifPresent(yardstick -> row.add(Numbers.text(yardstick.ratio(results, contestant))));
    return row;
  }

  private static Table targets(Workload workload, Results results) {
    return Table.of(
        List.of("target", "limit", "value", "verdict"),
        workload.targets().stream()
            .map(
                target ->
                    List.of(
                        target.what(),
                        target.limitText(),
                        Numbers.text(target.value().apply(results)),
                        target.verdict(results).text))
            .toList());
  }

  private static String reasons(Workload workload, Results results) {
    return workload.targets().stream()
        .filter(target -> target.verdict(results).isMiss())
        .flatMap(target -> target.known().stream().map(miss -> reason(target, miss)))
        .collect(Collectors.joining());
  }

  private static String reason(Target target, Target.KnownMiss miss) {
    return "\nMissed, " + target.what() + ": " + miss.why() + ".\n";
  }

  private static String settings() {
    return "\n## How each is used\n\n"
        + Table.of(
                List.of("contestant", "settings"),
                Stream.concat(
                        Libraries.settings().entrySet().stream(),
                        Foreign.SETTINGS.entrySet().stream().sorted(Map.Entry.comparingByKey()))
                    .map(entry -> List.of(entry.getKey(), entry.getValue()))
                    .toList())
            .text();
  }
}
