package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole changing state of one process: changed only while [Lifecycle] makes a new one, never
/// after.
final class Life {

  /// What an end of the current run leads to.
  enum Aim {
    /// The restart policy decides.
    UP,
    /// Rest: an operator has stopped it.
    DOWN,
    /// Another run: an operator has asked for a restart.
    AGAIN
  }

  ProcessState state = ProcessState.STOPPED;
  Health health = Health.NONE;
  Aim aim = Aim.DOWN;
  int generation;

  /// All restarts so far; never reset.
  int restarts;

  /// What the restart policy counts.
  int restartsInRow;

  /// The latest restarts since an operator's start, the latest first.
  List<Instant> recentRestarts = List.of();

  Instant updatedAt;
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> nextAttemptAt = Optional.empty();

  /// Who runs; empty before a launch has succeeded and after the end.
  Optional<Identity> identity = Optional.empty();

  /// Whether an operator has asked for this run.
  boolean asked;

  /// Whether it is not known yet, or was found out just now, that somebody runs already.
  boolean inheriting;

  /// Whether it waits for what it depends on.
  boolean waiting;

  /// Whether its launch is under way or was; before that its start can be taken back.
  boolean launching;

  /// Whether the process itself has ended, though its run has not.
  boolean exited;

  /// Whether this run's checks have passed once.
  boolean wasHealthy;

  /// Why a check has ended this run.
  Optional<Cause> killedFor = Optional.empty();

  /// How this run is being stopped, and what that has done.
  Optional<StopPlan> plan = Optional.empty();

  Optional<StopReport> report = Optional.empty();

  /// Whether the run has ended and its policy is being asked.
  boolean deciding;

  Optional<Exit> exit = Optional.empty();
  Optional<ProcessResult> result = Optional.empty();
  Optional<Throwable> launchFailure = Optional.empty();

  private Life(Instant updatedAt) {
    this.updatedAt = updatedAt;
  }

  static Life unborn(Instant now) {
    return new Life(now);
  }

  /// The next incarnation, of which nothing is known yet.
  void beginRun() {
    generation++;
    startedAt = Optional.empty();
    nextAttemptAt = Optional.empty();
    identity = Optional.empty();
    wasHealthy = false;
    killedFor = Optional.empty();
    plan = Optional.empty();
    report = Optional.empty();
    deciding = false;
    inheriting = false;
    waiting = false;
    launching = false;
    exited = false;
    result = Optional.empty();
    launchFailure = Optional.empty();
  }

  /// Whether nothing has to come before its launch but the note of the intent.
  boolean isIntended() {
    return state == ProcessState.STARTING && !waiting && !launching && !deciding && !inheriting;
  }

  /// Whether a wish that stands beside this progress was written after the present run was asked
  /// for, and there is still somebody to stop.
  boolean isMeantBy(Entry.Progress progress) {
    return progress.generation() >= generation && (launching || !asked) && aim != Aim.DOWN;
  }

  void countRestart(Instant now) {
    restarts++;
    recentRestarts =
        Stream.concat(Stream.of(now), recentRestarts.stream()).limit(Ended.MOST_RECENT).toList();
  }

  /// How long ago they were; a wall clock that was put back makes them recent.
  List<Duration> agesOfRestarts(Instant now) {
    return recentRestarts.stream()
        .map(then -> then.isBefore(now) ? Duration.between(then, now) : Duration.ZERO)
        .toList();
  }

  Life copy() {
    var copy = new Life(updatedAt);
    copy.state = state;
    copy.health = health;
    copy.aim = aim;
    copy.generation = generation;
    copy.restarts = restarts;
    copy.restartsInRow = restartsInRow;
    copy.recentRestarts = recentRestarts;
    copy.startedAt = startedAt;
    copy.nextAttemptAt = nextAttemptAt;
    copy.identity = identity;
    copy.asked = asked;
    copy.inheriting = inheriting;
    copy.waiting = waiting;
    copy.launching = launching;
    copy.exited = exited;
    copy.wasHealthy = wasHealthy;
    copy.killedFor = killedFor;
    copy.plan = plan;
    copy.report = report;
    copy.deciding = deciding;
    copy.exit = exit;
    copy.result = result;
    copy.launchFailure = launchFailure;
    return copy;
  }

  @Override
  public String toString() {
    return "Life[%s gen=%d aim=%s restarts=%d row=%d%s]"
        .formatted(state, generation, aim, restarts, restartsInRow, deciding ? " deciding" : "");
  }
}
