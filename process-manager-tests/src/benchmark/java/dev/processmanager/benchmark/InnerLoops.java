package dev.processmanager.benchmark;

import dev.processmanager.command.CaptureLoop;
import dev.processmanager.output.LineSplitterLoop;
import dev.processmanager.registry.JsonLoop;
import dev.processmanager.restart.BackoffLoop;
import dev.processmanager.supervise.LifecycleLoop;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What everything else is made of, by JMH.
final class InnerLoops {

  private InnerLoops() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "inner loops",
        "Microseconds an operation, and how far from it the true mean may lie at 99.9 %, by JMH in a"
            + " JVM each: a step of the lifecycle; a delay before a restart; an entry of the registry"
            + " to and from JSON; 64 KB split into 1,024 lines; 1 MB captured and turned into a text.",
        0,
        1,
        List.of(
            loop("lifecycle step", LifecycleLoop.class, "step", quick),
            loop("backoff", BackoffLoop.class, "delay", quick),
            loop("JSON, read", JsonLoop.class, "read", quick),
            loop("JSON, write", JsonLoop.class, "write", quick),
            loop("line splitter, 64 KB", LineSplitterLoop.class, "split", quick),
            loop("capture, 1 MB", CaptureLoop.class, "capture", quick)),
        Optional.empty(),
        List.of());
  }

  private static Contestant loop(String name, Class<?> loop, String method, boolean quick) {
    String benchmark = loop.getName() + "." + method;
    return new Contestant(name, () -> () -> measured(benchmark, quick));
  }

  private static Measurement measured(String benchmark, boolean quick) throws IOException {
    var options =
        new OptionsBuilder()
            .include("^" + benchmark.replace(".", "\\.") + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .warmupIterations(quick ? 1 : 5)
            .measurementIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 100 : 500))
            .measurementTime(TimeValue.milliseconds(quick ? 100 : 500))
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      Collection<RunResult> results = new Runner(options).run();
      Result<?> result = results.iterator().next().getPrimaryResult();
      return Measurement.of("µs", result.getScore()).and("± µs", result.getScoreError());
    } catch (RunnerException failure) {
      throw new IOException(failure);
    }
  }
}
