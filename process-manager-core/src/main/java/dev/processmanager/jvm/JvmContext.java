package dev.processmanager.jvm;

import dev.processmanager.os.Goodbye;
import dev.processmanager.os.Stdin;
import dev.processmanager.process.ForwardingContext;
import dev.processmanager.process.LaunchContext;
import java.time.Duration;
import java.util.Optional;

/// What the command that starts a JVM is told: to give it a channel, to ask it over that to end,
/// and to leave limits of time to those who know when its work begins.
record JvmContext(LaunchContext run, Stdin channel, Goodbye goodbye) implements ForwardingContext {

  private static final int CAPTURE_LIMIT = 65_536;

  @Override
  public Optional<Duration> timeLimit() {
    return Optional.empty();
  }

  @Override
  public int captureLimit() {
    return Math.min(run.captureLimit(), CAPTURE_LIMIT);
  }

  @Override
  public <T> Optional<T> service(Class<T> type) {
    if (type == Stdin.class) {
      return Optional.of(type.cast(channel));
    }
    return type == Goodbye.class ? Optional.of(type.cast(goodbye)) : run.service(type);
  }
}
