package dev.processmanager.command;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A detached run whose log is followed.
record Following(Detached run, LogFile log, OutputSink sink) implements LaunchContext {

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
    return List.of(sink);
  }

  @Override
  public boolean isDetached() {
    return true;
  }

  @Override
  public Optional<LogFile> ownLog() {
    return Optional.of(log);
  }

  @Override
  public Optional<Path> exitFile() {
    return run.exitFile();
  }

  @Override
  public <T> Optional<T> service(Class<T> type) {
    return run.service(type);
  }
}
