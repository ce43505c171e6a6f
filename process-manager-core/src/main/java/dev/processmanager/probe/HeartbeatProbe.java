package dev.processmanager.probe;

import java.time.Duration;

/// Passes while the process says often enough that it is well.
record HeartbeatProbe(Duration maxAge) implements Probe {

  HeartbeatProbe {
    refuseUnlessPositive(maxAge);
  }

  static void refuseUnlessPositive(Duration maxAge) {
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("maximum age must be positive, not " + maxAge);
    }
  }

  @Override
  public ProbeResult check(ProbeContext context) {
    Duration silence = context.silence();
    return silence.compareTo(maxAge) > 0
        ? ProbeResult.fail("no heartbeat for " + silence)
        : ProbeResult.pass();
  }
}
