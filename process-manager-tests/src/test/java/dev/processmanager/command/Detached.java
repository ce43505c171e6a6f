package dev.processmanager.command;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.processmanager.os.Spawner;
import dev.processmanager.output.LogFile;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionFactory;

/// What a manager tells a detached run.
///
/// @param directory where the log is, and the exit file if there is one
record Detached(Spawner engine, Path directory, String mark, boolean hasExitFile)
    implements LaunchContext {

  static final String MARK = "PROCESS_DETACHED";

  Detached(Spawner engine, Path directory, String mark) {
    this(engine, directory, mark, true);
  }

  Execution launch(Launcher launcher) {
    return get(launcher.launch(this));
  }

  String cookie() {
    return MARK + "=" + mark;
  }

  Path log() {
    return directory.resolve("log-" + mark);
  }

  /// How many it has that sleep: a shell forgets signals between its fork and what it executes.
  long sleepers() throws IOException {
    return engine.fingerprints().marked(cookie()).stream()
        .map(process -> engine.fingerprints().of(process.pid()).executable())
        .filter(executable -> executable.endsWith("sleep"))
        .count();
  }

  static long pid(Execution execution) {
    return ((Identity.OfProcess) execution.identity()).pid();
  }

  /// Waits within a deadline that only a defect exceeds, and looks often.
  static ConditionFactory soon() {
    return await().atMost(20, SECONDS).pollDelay(ZERO).pollInterval(ofMillis(5));
  }

  /// A result, within a deadline that only a defect exceeds.
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(30, SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof LaunchException refusal) {
        throw refusal;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public String id() {
    return "it";
  }

  @Override
  public int generation() {
    return 3;
  }

  @Override
  public TimeSource time() {
    return TimeSource.system();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(MARK, mark);
  }

  @Override
  public boolean isDetached() {
    return true;
  }

  @Override
  public Optional<LogFile> ownLog() {
    return Optional.of(new LogFile(log(), Rotation.none()));
  }

  @Override
  public Optional<Path> exitFile() {
    return hasExitFile ? Optional.of(directory.resolve("exit-" + mark)) : Optional.empty();
  }

  @Override
  public <T> Optional<T> service(Class<T> type) {
    return type.isInstance(engine) ? Optional.of(type.cast(engine)) : Optional.empty();
  }
}
