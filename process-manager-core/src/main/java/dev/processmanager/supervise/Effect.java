package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Ended;
import java.time.Duration;

/// Everything a change of state can ask for. Carried out in order: record, publish, complete.
sealed interface Effect {

  /// What a run comes from: whoever waits for it has to hear if that fails.
  sealed interface TowardsRun extends Effect {}

  /// Remember the state in the registry.
  record Save() implements Effect {}

  record Publish(ProcessEvent event) implements Effect {}

  /// Tell when everything is there that the current generation depends on.
  ///
  /// @param startThem whether an operator wants it, and therefore those that it needs
  record AwaitDependencies(boolean startThem) implements TowardsRun {}

  /// Find out whose it is, if that is not known yet; then tell when the intent of the current
  /// generation is written.
  record AwaitIntent() implements TowardsRun {}

  /// Launch the current generation.
  record Launch() implements TowardsRun {}

  /// Attach to the current generation, which somebody else has launched.
  record Adopt(Entry entry, Fingerprint process) implements TowardsRun {}

  /// Find out again whose it is, after a while: who was found could not be adopted.
  record LookAgain(Throwable failure) implements TowardsRun {}

  /// Note who runs.
  record NoteRun(Identity identity) implements Effect {}

  /// Have nothing to do with it any more.
  record Withdraw() implements Effect {}

  /// It is being stopped before it is up: do not wait for its launch for ever.
  record LimitLaunch(StopPlan plan) implements Effect {}

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

  /// Whoever waits for a start or for health does so in vain.
  record InVain() implements Effect {}

  /// It is at rest: whoever waits for the end has it, and whoever still waits for a start does so
  /// in vain.
  record Down() implements Effect {}

  /// A stop is complete.
  record Stopped(StopReport report) implements Effect {}
}
