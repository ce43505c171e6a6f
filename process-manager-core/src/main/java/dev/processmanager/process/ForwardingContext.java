package dev.processmanager.process;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A context that says what another one says but for what it says itself; for launchers that leave
/// the launch to others:
///
/// ```java
/// record Impatient(LaunchContext run) implements ForwardingContext {
///   @Override
///   public Optional<Duration> timeLimit() {
///     return Optional.of(Duration.ofSeconds(1));
///   }
/// }
/// ```
public interface ForwardingContext extends LaunchContext {

  /// {@return the other one}
  LaunchContext run();

  @Override
  default String id() {
    return run().id();
  }

  @Override
  default int generation() {
    return run().generation();
  }

  @Override
  default TimeSource time() {
    return run().time();
  }

  @Override
  default boolean isOneShot() {
    return run().isOneShot();
  }

  @Override
  default Map<String, String> environment() {
    return run().environment();
  }

  @Override
  default List<OutputSink> outputs() {
    return run().outputs();
  }

  @Override
  default Set<String> withheld() {
    return run().withheld();
  }

  @Override
  default boolean isDetached() {
    return run().isDetached();
  }

  @Override
  default Optional<LogFile> ownLog() {
    return run().ownLog();
  }

  @Override
  default Optional<Path> exitFile() {
    return run().exitFile();
  }

  @Override
  default Optional<Duration> timeLimit() {
    return run().timeLimit();
  }

  @Override
  default int captureLimit() {
    return run().captureLimit();
  }

  @Override
  default <T> Optional<T> service(Class<T> type) {
    return run().service(type);
  }
}
