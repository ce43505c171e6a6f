package dev.processmanager.command;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an adopted process has to do with: it keeps the mark that it was given when it started.
record AdoptedContext(LaunchContext run, Map<String, String> environment) implements LaunchContext {

  /// @param cookie the mark as `NAME=value`; empty if there is none
  static AdoptedContext of(LaunchContext run, String cookie) {
    int end = cookie.indexOf('=');
    return new AdoptedContext(
        run, end < 0 ? Map.of() : Map.of(cookie.substring(0, end), cookie.substring(end + 1)));
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
  public Set<String> withheld() {
    return run.withheld();
  }

  @Override
  public boolean isDetached() {
    return run.isDetached();
  }

  @Override
  public Optional<LogFile> ownLog() {
    return run.ownLog();
  }

  @Override
  public Optional<Path> exitFile() {
    return run.exitFile();
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
    return run.service(type);
  }
}
