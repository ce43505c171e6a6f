package dev.processmanager.supervise;

import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;

/// How it stands with what a process depends on.
sealed interface Outlook {

  /// It is there.
  record Met() implements Outlook {}

  /// It is not there, and may still come by itself.
  record Pending() implements Outlook {}

  /// It does not come by itself.
  ///
  /// @param why such as "is FATAL"
  record Unmet(String why) implements Outlook {}

  static Outlook of(Dependency.Condition condition, Life life, Portrait portrait) {
    return switch (condition) {
      case AVAILABLE -> portrait.spec().announcesReadiness() ? healthy(life, portrait) : up(life);
      case STARTED -> up(life);
      case HEALTHY -> healthy(life, portrait);
      case COMPLETED -> completed(life, life.result.isPresent());
      case COMPLETED_SUCCESSFULLY ->
          completed(life, life.result.filter(ProcessResult::success).isPresent());
    };
  }

  private static Outlook up(Life life) {
    boolean runs = life.state == ProcessState.RUNNING && !life.exited && !life.deciding;
    return runs ? new Met() : comes(life);
  }

  private static Outlook healthy(Life life, Portrait portrait) {
    return portrait.isWell(life) ? new Met() : comes(life);
  }

  private static Outlook comes(Life life) {
    boolean leaves = life.state == ProcessState.STOPPING && life.aim == Life.Aim.DOWN;
    return leaves || life.state.isAtRest() || life.state == ProcessState.UNKNOWN
        ? new Unmet("is " + life.state)
        : new Pending();
  }

  private static Outlook completed(Life life, boolean asNeeded) {
    if (!life.state.isAtRest()) {
      return life.state == ProcessState.UNKNOWN ? new Unmet("is UNKNOWN") : new Pending();
    }
    return asNeeded ? new Met() : new Unmet("is " + life.state + ", and that is not completed");
  }
}
