package dev.processmanager.command;

import dev.processmanager.os.Environment;
import dev.processmanager.os.Stdin;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.StopPlan;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// The options of a [Command]: changed only while a copy is being made, never after.
final class CommandOptions {

  List<String> argv;
  Optional<Path> directory = Optional.empty();
  Environment environment = Environment.INHERITED;
  Function<Charset, Stdin> stdin = _ -> new Stdin.Nothing();
  Function<LaunchContext, Optional<Duration>> timeLimit = LaunchContext::timeLimit;
  List<Integer> expected = List.of(0);
  ToIntFunction<LaunchContext> captureLimit = LaunchContext::captureLimit;
  Charset charset = StandardCharsets.UTF_8;
  boolean mergeStreams;
  Sinks sinks = new Sinks(List.of());
  Optional<Duration> inactivityLimit = Optional.empty();
  Limits limits = Limits.NONE;
  boolean interactive;
  boolean inheritIO;
  StopPlan stopPlan = StopPlan.graceful(StopPlan.DEFAULT_GRACE);

  CommandOptions(List<String> argv) {
    this.argv = List.copyOf(argv);
  }

  CommandOptions copy() {
    var copy = new CommandOptions(argv);
    copy.directory = directory;
    copy.environment = environment;
    copy.stdin = stdin;
    copy.timeLimit = timeLimit;
    copy.expected = expected;
    copy.captureLimit = captureLimit;
    copy.charset = charset;
    copy.mergeStreams = mergeStreams;
    copy.sinks = sinks;
    copy.inactivityLimit = inactivityLimit;
    copy.limits = limits;
    copy.interactive = interactive;
    copy.inheritIO = inheritIO;
    copy.stopPlan = stopPlan;
    return copy;
  }

  /// @throws IllegalArgumentException if two of them contradict each other
  void check() {
    if (inheritIO && (interactive || inactivityLimit.isPresent())) {
      throw new IllegalArgumentException(
          "inheritIO() leaves the streams to the child: there is no interactive() and no"
              + " inactivityTimeout() then");
    }
  }

  /// Sinks whose charset is settled only when the command is launched.
  record Sinks(List<Function<Charset, OutputSink>> all) {

    Sinks with(Function<Charset, OutputSink> one) {
      return new Sinks(Stream.concat(all.stream(), Stream.of(one)).toList());
    }

    List<OutputSink> using(Charset charset) {
      return all.stream().map(sink -> sink.apply(charset)).toList();
    }
  }
}
