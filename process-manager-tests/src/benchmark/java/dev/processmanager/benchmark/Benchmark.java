package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.NotRun;
import dev.processmanager.benchmark.Contestant.Sampler;
import dev.processmanager.benchmark.Report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs all workloads and writes a page and a picture; or those whose titles contain a given text,
/// which is no reason to write the page anew.
///
/// `quick` takes fewer samples, of those alone whom a target needs, and ends with an error if one
/// that holds on any machine is missed.
public final class Benchmark {

  private Benchmark() {}

  public static void main(String[] args) throws IOException {
    List<String> arguments = List.of(args);
    boolean quick = arguments.contains("quick");
    List<String> wanted = arguments.stream().skip(1).filter(text -> !text.equals("quick")).toList();
    List<Workload> workloads =
        Workloads.all(quick).stream()
            .filter(
                workload ->
                    wanted.isEmpty() || wanted.stream().anyMatch(workload.title()::contains))
            .map(workload -> quick ? workload.withoutSpectators() : workload)
            .toList();
    List<Outcome> outcomes = run(workloads);
    if (wanted.isEmpty()) {
      write(Path.of(args[0]), outcomes);
    }
    List<String> failures = failures(outcomes);
    failures.forEach(failure -> System.out.println("MISSED " + failure));
    System.exit(quick && !failures.isEmpty() ? 1 : 0);
  }

  private static List<Outcome> run(List<Workload> workloads) {
    Instant begin = Instant.now();
    System.out.println(Machine.line() + "\n");
    var outcomes = new ArrayList<Outcome>();
    for (Workload workload : workloads) {
      System.out.printf(
          "[%d/%d, %d s] %s ",
          outcomes.size() + 1,
          workloads.size(),
          Duration.between(begin, Instant.now()).toSeconds(),
          workload.title());
      var outcome = new Outcome(workload, results(workload));
      System.out.println(Report.section(workload, outcome.results()));
      outcomes.add(outcome);
    }
    System.out.println("All in " + Duration.between(begin, Instant.now()).toSeconds() + " s");
    return outcomes;
  }

  private static void write(Path page, List<Outcome> outcomes) throws IOException {
    String machine = Machine.line();
    Path chart = page.resolveSibling(page.getFileName().toString().replaceAll("\\.md$", ".svg"));
    Files.writeString(chart, Chart.of(machine, outcomes));
    Files.writeString(page, Report.page(machine, chart.getFileName().toString(), outcomes));
    System.out.println("Written to " + page + " and " + chart);
  }

  private static List<String> failures(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(
            outcome ->
                outcome.workload().targets().stream()
                    .filter(target -> target.fails(outcome.results()))
                    .map(target -> outcome.workload().title() + ": " + target.what()))
        .toList();
  }

  private static Results results(Workload workload) {
    var results = new Results();
    Map<String, Sampler> open = opened(workload, results);
    try {
      for (int round = -workload.warmUps(); round < workload.rounds(); round++) {
        System.out.print(round < 0 ? "," : ".");
        System.out.flush();
        takeTurns(open, results, round >= 0);
      }
      System.out.println();
    } finally {
      open.values().forEach(Sampler::close);
    }
    return results;
  }

  private static Map<String, Sampler> opened(Workload workload, Results results) {
    var open = new LinkedHashMap<String, Sampler>();
    for (Contestant contestant : workload.contestants()) {
      results.expect(contestant.name());
      try {
        open.put(contestant.name(), contestant.opening().open());
      } catch (NotRun obstacle) {
        results.notRun(contestant.name(), obstacle.getMessage());
      } catch (IOException failure) {
        results.failed(contestant.name(), failure.toString());
      }
    }
    return open;
  }

  /// One who fails is out.
  private static void takeTurns(Map<String, Sampler> open, Results results, boolean counts) {
    for (String name : List.copyOf(open.keySet())) {
      try {
        Measurement sample = open.get(name).sample();
        if (counts) {
          results.add(name, sample);
        }
      } catch (IOException failure) {
        results.failed(name, failure.toString());
        open.remove(name).close();
      }
    }
  }
}
