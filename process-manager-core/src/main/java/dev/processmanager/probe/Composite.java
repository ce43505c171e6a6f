package dev.processmanager.probe;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A question that is made of others, and needs what they need.
record Composite(List<Probe> parts, Probe question) implements Probe {

  @Override
  public ProbeResult check(ProbeContext context) throws Exception {
    return question.check(context);
  }

  @Override
  public Duration usualTimeout() {
    return parts.stream().map(Probe::usualTimeout).max(Comparator.naturalOrder()).orElseThrow();
  }

  @Override
  public Stream<Pattern> watchedLines() {
    return parts.stream().flatMap(Probe::watchedLines);
  }
}
