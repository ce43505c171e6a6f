package dev.processmanager.supervise;

import dev.processmanager.output.Output;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// What others hold of a [Supervisor].
record Handle(Supervisor supervisor) implements ManagedProcess {

  @Override
  public String id() {
    return status().id();
  }

  @Override
  public ProcessStatus status() {
    return supervisor.status();
  }

  @Override
  public ProcessSpec spec() {
    return supervisor.state().nextSpec();
  }

  @Override
  public OptionalLong pid() {
    return status().pid();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return supervisor.wishes().exit();
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return supervisor.wishes().result();
  }

  @Override
  public CompletableFuture<ManagedProcess> whenHealthy() {
    return supervisor.wishes().whenHealthy();
  }

  @Override
  public List<HealthRecord> healthHistory() {
    return supervisor.run().healthHistory();
  }

  @Override
  public boolean refreshHealth() {
    return supervisor.wishes().refreshHealth();
  }

  @Override
  public CompletableFuture<ManagedProcess> start() {
    return supervisor.wishes().start();
  }

  @Override
  public CompletableFuture<StopReport> stop() {
    return supervisor.wishes().stop();
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    return supervisor.wishes().stop(plan);
  }

  @Override
  public CompletableFuture<StopReport> stopNow() {
    return stop(StopPlan.immediate());
  }

  @Override
  public CompletableFuture<ManagedProcess> restart() {
    return supervisor.wishes().restart();
  }

  @Override
  public CompletableFuture<Boolean> signal(Signal signal) {
    return supervisor.wishes().signal(signal);
  }

  @Override
  public CompletableFuture<Boolean> sendInput(String text) {
    return supervisor.run().sendInput(text);
  }

  @Override
  public OutputStream stdin() {
    return supervisor.run().stdin();
  }

  @Override
  public InputStream stdout() {
    return supervisor.run().stdout();
  }

  @Override
  public ResourceUsage usage() {
    return supervisor.run().usage(Execution::usage);
  }

  @Override
  public ResourceUsage treeUsage() {
    return supervisor.run().usage(Execution::treeUsage);
  }

  @Override
  public Output output() {
    return supervisor.run().output();
  }

  @Override
  public String toString() {
    return status().describe();
  }
}
