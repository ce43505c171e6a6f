package dev.processmanager;

import dev.processmanager.os.Spawner;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A launch context with what only the manager knows: its engine, and a mark of this one run that
/// all descendants inherit.
record ManagerContext(LaunchContext run, Spawner engine, Map<String, String> environment)
    implements LaunchContext {

  ManagerContext(LaunchContext run, Spawner engine, String mark) {
    this(run, engine, Map.of(mark, UUID.randomUUID().toString()));
  }

  @Override
  public String id() {
    return run.id();
  }

  @Override
  public int generation() {
    return run.generation();
  }

  @Override
  public TimeSource time() {
    return run.time();
  }

  @Override
  public List<OutputSink> outputs() {
    return run.outputs();
  }

  @Override
  public Optional<Duration> timeLimit() {
    return run.timeLimit();
  }

  @Override
  public int captureLimit() {
    return run.captureLimit();
  }

  @Override
  public <T> Optional<T> service(Class<T> type) {
    return type.isInstance(engine) ? Optional.of(type.cast(engine)) : run.service(type);
  }
}
