package dev.processmanager.probe;

import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;

/// What a launcher is told in a test.
record TestLaunch(TimeSource time) implements LaunchContext {

  @Override
  public String id() {
    return "web";
  }

  @Override
  public int generation() {
    return 1;
  }
}
