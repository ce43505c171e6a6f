package dev.processmanager.supervise;

import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Ended;
import java.time.Duration;

/// Everything a change of state can ask for. Carried out in order: record, publish, complete.
sealed interface Effect {

  /// Remember the state in the registry.
  record Save() implements Effect {}

  record Publish(ProcessEvent event) implements Effect {}

  /// Begin the current generation, once its intent is written.
  record Launch() implements Effect {}

  /// End the current run; while one is being ended already, make haste.
  record EndRun(StopPlan plan) implements Effect {}

  record BeginChecks() implements Effect {}

  record EndChecks() implements Effect {}

  /// Ask the restart policy.
  record Decide(Ended ended) implements Effect {}

  record Schedule(Duration delay) implements Effect {}

  record CancelSchedule() implements Effect {}

  /// It runs: whoever waits for a start has it.
  record Up() implements Effect {}

  /// Its checks pass: whoever waits for health has it.
  record Well() implements Effect {}

  /// It is at rest: whoever waits for the end has it, and whoever still waits for a start does so
  /// in vain.
  record Down() implements Effect {}

  /// A stop is complete.
  record Stopped(StopReport report) implements Effect {}
}
