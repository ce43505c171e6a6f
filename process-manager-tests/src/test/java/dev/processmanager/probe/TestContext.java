package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// What a probe is told in a test.
record TestContext(TimeSource time, Execution execution, Instant startedAt, Duration silence)
    implements ProbeContext {

  TestContext(TimeSource time, Execution execution) {
    this(time, execution, time.now(), Duration.ZERO);
  }

  @Override
  public String id() {
    return "web";
  }

  @Override
  public int generation() {
    return 1;
  }

  @Override
  public LaunchContext launchContext() {
    return new TestLaunch(time);
  }

  @Override
  public boolean hasPrinted(Pattern line) {
    return false;
  }
}
