package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Report.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// A picture of all workloads: a group each, a bar for each contestant. Bars grow to the right for
/// what is worse than the reference, to the left for what is better, by the logarithm.
final class Chart {

  private static final int WIDTH = 890;
  private static final int NAMES = 260;
  private static final int ZERO = 400;
  private static final int DECADE = 120;
  private static final int ROW = 17;
  private static final int HEAD = 34;
  private static final int TOP = 52;
  private static final double MOST_DECADES = 3;
  private static final double LEAST_DECADES = -1;
  private static final double VISIBLE = 1.5;

  private final StringBuilder svg = new StringBuilder();
  private int y = TOP;

  private Chart() {}

  static String of(String machine, List<Outcome> outcomes) {
    var chart = new Chart();
    outcomes.forEach(
        outcome ->
            outcome.workload().yardstick().ifPresent(yardstick -> chart.group(outcome, yardstick)));
    return chart.picture(machine);
  }

  private void group(Outcome outcome, Yardstick yardstick) {
    y += HEAD;
    text("head", 8, y - 6, plain(outcome.workload().title()) + ", " + yardstick.measure());
    text("note", WIDTH - 8, y - 6, "end", "1 = " + plain(yardstick.reference()));
    for (String contestant : outcome.results().contestants()) {
      bar(contestant, outcome.results(), yardstick);
    }
    line(y - ROW * outcome.results().contestants().size(), y + 2);
  }

  private void bar(String contestant, Results results, Yardstick yardstick) {
    OptionalDouble ratio = yardstick.ratio(results, contestant);
    y += ROW;
    text("name", NAMES, y - 4, "end", plain(contestant));
    if (ratio.isEmpty()) {
      boolean isAbsent = !results.absence(contestant).isEmpty();
      text("note", ZERO + 6, y - 4, isAbsent ? shortened(results.absence(contestant)) : "–");
      return;
    }
    double length = length(ratio.getAsDouble());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
            contestant.startsWith("process-manager") ? "ours" : "other",
            Math.min(ZERO, ZERO + length),
            y - ROW + 3,
            Math.abs(length),
            ROW - 4));
    String value = Numbers.text(results.median(contestant, yardstick.measure()));
    text(
        "value",
        (int) Math.max(ZERO, ZERO + length) + 6,
        y - 4,
        value + "  (× " + Numbers.text(ratio) + ")");
  }

  /// Even what is equal shows that it is there.
  private static double length(double ratio) {
    double decades = Math.clamp(Math.log10(ratio), LEAST_DECADES, MOST_DECADES);
    double length = decades * DECADE;
    return Math.abs(length) < VISIBLE ? VISIBLE : length;
  }

  /// Without the marks of code that a page of Markdown has.
  private static String plain(String text) {
    return text.replace("`", "");
  }

  private static String shortened(String text) {
    return text.length() > 70 ? text.substring(0, 69) + "…" : text;
  }

  private void line(int from, int to) {
    svg.append("<path d=\"M%d %dV%d\"/>\n".formatted(ZERO, from, to));
  }

  private void text(String style, int x, int at, String words) {
    text(style, x, at, "start", words);
  }

  private void text(String style, int x, int at, String anchor, String words) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, x, at, anchor, escaped(words)));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String picture(String machine) {
    var words = new ArrayList<String>();
    words.add(
        "<text class=\"title\" x=\"8\" y=\"22\">How many times worse than the reference</text>");
    words.add("<text class=\"note\" x=\"8\" y=\"42\">" + escaped(machine) + "</text>");
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
        <style>
        text { font: 12px system-ui, sans-serif; fill: #24292f; }
        .title { font-size: 16px; font-weight: 600; } .head { font-weight: 600; }
        .note { fill: #6e7781; font-size: 11px; } .value { font-size: 11px; }
        .ours { fill: #2f81f7; } .other { fill: #9aa4af; } path { stroke: #6e7781; }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; } .note { fill: #9198a1; } .other { fill: #6e7681; }
        }
        </style>
        %3$s
        %4$s</svg>
        """
        .formatted(WIDTH, y + 16, words.stream().collect(Collectors.joining("\n")), svg.toString());
  }
}
