package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.time.TimeSource;

/// What a probe is told in a test.
record TestContext(TimeSource time, Execution execution) implements ProbeContext {

  @Override
  public String id() {
    return "web";
  }

  @Override
  public int generation() {
    return 1;
  }
}
