package dev.processmanager.probe;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Passes once a line has matched.
record LogLineProbe(Pattern line) implements Probe {

  @Override
  public ProbeResult check(ProbeContext context) {
    return context.hasPrinted(line)
        ? ProbeResult.pass()
        : ProbeResult.fail("no line of output has matched \"" + line + "\" yet");
  }

  @Override
  public Stream<Pattern> watchedLines() {
    return Stream.of(line);
  }
}
