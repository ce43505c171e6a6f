package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.util.Optional;

/// Everything that can happen to a process. What comes from a run carries the generation of that
/// run, so that news of an earlier one is known for what it is.
sealed interface Input {

  /// An operator wants it up.
  record Start() implements Input {}

  /// An operator wants it down.
  record Stop(StopPlan plan) implements Input {}

  /// An operator wants it down and up again.
  record Restart(StopPlan plan) implements Input {}

  /// News of one run.
  sealed interface OfRun extends Input {
    int generation();
  }

  /// Everything it depends on is there.
  record DependenciesMet(int generation) implements OfRun {}

  /// Something that it depends on will not be there by itself.
  record DependencyUnmet(int generation, DependencyException failure) implements OfRun {}

  /// Something that it depends on has gone.
  ///
  /// @param again whether it is to start again, and not to rest
  record DependencyLost(int generation, boolean again, String reason) implements OfRun {}

  /// It is being found out whose it is.
  record Looking(int generation) implements OfRun {}

  /// Nobody else has it.
  ///
  /// @param before how far its life had come with an earlier host
  record Claimed(int generation, Optional<Entry.Progress> before) implements OfRun {}

  /// It runs, started by an earlier host, and is this host's to look after.
  record Survived(int generation, Entry entry, Fingerprint process) implements OfRun {}

  /// It is somebody else's.
  record Refused(int generation, ProcessException failure) implements OfRun {}

  /// The intent to launch it is in the registry.
  record IntentWritten(int generation) implements OfRun {}

  record Launched(int generation, Identity identity) implements OfRun {}

  record LaunchFailed(int generation, Throwable failure) implements OfRun {

    boolean permanent() {
      return failure instanceof LaunchException launch && launch.isPermanent();
    }
  }

  /// The process itself has ended; what it gave is still being taken.
  record MainEnded(int generation) implements OfRun {}

  record RunEnded(int generation, ProcessResult result) implements OfRun {}

  record StopDone(int generation, StopReport report) implements OfRun {}

  record Decided(int generation, Decision decision) implements OfRun {}

  /// An operator has stopped it through another host, and so it has ended.
  record StoppedElsewhere(int generation) implements OfRun {}

  record TimerFired(int generation) implements OfRun {}

  record StartupPassed(int generation) implements OfRun {}

  record HealthNews(int generation, Health health, String reason) implements OfRun {}

  /// It uses more than it may.
  ///
  /// @param ends whether the run is to end for that
  record LimitExceeded(int generation, Cause cause, String reason, boolean ends) implements OfRun {}

  /// A check has failed for good: the run is to end.
  record CheckFailed(int generation, Cause cause, String reason) implements OfRun {}
}
