package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import java.time.Duration;
import java.util.Optional;

/// What one process needs of another before each of its launches:
///
/// ```java
/// ProcessSpec api =
///     ProcessSpec.of(Command.of("./api"))
///         .id("api")
///         .dependsOn(Dependency.on("db").healthy().within(Duration.ofMinutes(1)))
///         .dependsOn(Dependency.on("migration").completedSuccessfully())
///         .dependsOn(Dependency.on("cache").optional());
/// ```
///
/// It is looked at anew each time,
/// never latched: a process that comes later while the other is away waits again. While the other
/// may still recover it is waited for, without a limit unless there is [#within(Duration)]; when it
/// has come to rest in vain, the restart policy of whoever needs it decides on
/// `Cause.DEPENDENCY_LOST`. Immutable: each method returns a changed copy.
///
/// @param id the id of the other
/// @param scope the scope of the other; the scope of whoever needs it if empty
/// @param condition what it must have come to
/// @param required whether there is no launch without it; one that is not required is waited for as
///     long as it may still come, and then done without
/// @param propagation what becomes of whoever needs it when the other goes away
/// @param limit how long to wait for it at each launch, if not for as long as it takes
public record Dependency(
    String id,
    Optional<Scope> scope,
    Condition condition,
    boolean required,
    Propagation propagation,
    Optional<Duration> limit) {

  /// What another process must have come to.
  public enum Condition {
    /// It is healthy if it has a readiness or startup check, else it is started.
    AVAILABLE,
    /// It runs.
    STARTED,
    /// It runs, and its checks pass.
    HEALTHY,
    /// It has run and come to rest, however it ended.
    COMPLETED,
    /// It has come to rest after a success.
    COMPLETED_SUCCESSFULLY
  }

  /// What the fate of a process means to those who depend on it while they run.
  public enum Propagation {
    /// Nothing.
    KEEP,
    /// When a later incarnation of it has met the condition, they are restarted.
    RESTART_DEPENDENTS,
    /// When it is stopped or has come to rest, so that it does not meet the condition any more,
    /// they are stopped.
    STOP_DEPENDENTS
  }

  /// Refuses a limit that means nothing.
  ///
  /// @param id the id of the other
  /// @param scope the scope of the other
  /// @param condition what it must have come to
  /// @param required whether there is no launch without it
  /// @param propagation what becomes of whoever needs it
  /// @param limit how long to wait for it
  /// @throws IllegalArgumentException if the limit is not positive
  public Dependency {
    if (limit.filter(given -> !given.isPositive()).isPresent()) {
      throw new IllegalArgumentException("the limit must be positive, not " + limit.get());
    }
  }

  /// {@return the need for a process in the same scope, required, waited for without a limit, whose
  /// fate changes nothing later}
  ///
  /// @param id its id
  public static Dependency on(String id) {
    return new Dependency(
        id, Optional.empty(), Condition.AVAILABLE, true, Propagation.KEEP, Optional.empty());
  }

  /// {@return this for a process of another scope}
  ///
  /// @param scope its scope
  public Dependency in(Scope scope) {
    return new Dependency(id, Optional.of(scope), condition, required, propagation, limit);
  }

  /// {@return this, met once it runs}
  public Dependency started() {
    return with(Condition.STARTED);
  }

  /// {@return this, met while it runs and its checks pass; it must have some}
  public Dependency healthy() {
    return with(Condition.HEALTHY);
  }

  /// {@return this, met when it has run and come to rest}
  public Dependency completed() {
    return with(Condition.COMPLETED);
  }

  /// {@return this, met when it has come to rest after a success}
  public Dependency completedSuccessfully() {
    return with(Condition.COMPLETED_SUCCESSFULLY);
  }

  /// {@return this as something that one can do without: it is waited for as long as it may still
  /// come, and the launch then goes on}
  public Dependency optional() {
    return new Dependency(id, scope, condition, false, propagation, limit);
  }

  /// {@return this, restarting whoever needs it each time it was started again}
  public Dependency restartDependents() {
    return with(Propagation.RESTART_DEPENDENTS);
  }

  /// {@return this, stopping whoever needs it when it is gone}
  public Dependency stopDependents() {
    return with(Propagation.STOP_DEPENDENTS);
  }

  /// {@return this, waited for no longer than that}
  ///
  /// @param limit positive; none by default
  /// @throws IllegalArgumentException if it is not positive
  public Dependency within(Duration limit) {
    return new Dependency(id, scope, condition, required, propagation, Optional.of(limit));
  }

  private Dependency with(Condition other) {
    return new Dependency(id, scope, other, required, propagation, limit);
  }

  private Dependency with(Propagation other) {
    return new Dependency(id, scope, condition, required, other, limit);
  }

  /// Who is needed by a process of that scope.
  Entry.Key key(Scope own) {
    return new Entry.Key(scope.orElse(own), id);
  }
}
