package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.NotRun;
import dev.processmanager.benchmark.Contestant.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs all workloads, or those whose titles contain a given text, and tells how it went.
///
/// `quick` takes fewer samples and ends with an error if a target is missed.
public final class Benchmark {

  private Benchmark() {}

  public static void main(String[] args) throws IOException {
    List<String> arguments = List.of(args);
    boolean quick = arguments.contains("quick");
    List<String> wanted = arguments.stream().skip(1).filter(text -> !text.equals("quick")).toList();
    String report = Report.head();
    System.out.println(report);
    boolean missed = false;
    for (Workload workload : workloads(quick)) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(workload.title()::contains)) {
        Results results = results(workload);
        String section = Report.section(workload, results);
        System.out.println(section);
        report += section;
        missed |=
            workload.targets().stream()
                .anyMatch(target -> target.verdict(results) == Target.Verdict.MISSED);
      }
    }
    Files.writeString(Path.of(args[0]), report);
    System.out.println("Written to " + args[0]);
    System.exit(quick && missed ? 1 : 0);
  }

  private static List<Workload> workloads(boolean quick) {
    return Stream.of(
            RunTrue.workload(quick),
            ThousandChildren.workload(quick),
            TwoGigabytes.workload(quick),
            ExitNoticed.workload(quick),
            HostExit.workload(quick),
            CaptureFlood.workload(quick),
            Relaunched.workload(quick),
            Supervised.workload(quick),
            InnerLoops.workload(quick),
            AdoptedExit.workload(quick),
            StatePersisted.workload(quick),
            HostsShareRegistry.workload(quick),
            RegistryLoaded.workload(quick),
            ColdJvm.workload(quick),
            PrimedSpare.workload(quick),
            WarmCall.workload(quick),
            LargeValues.workload(quick),
            HostKilled.workload(quick),
            IdleJvm.workload(quick))
        .toList();
  }

  private static Results results(Workload workload) {
    var results = new Results();
    Map<String, Sampler> open = opened(workload, results);
    try {
      System.out.print(workload.title() + " ");
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
