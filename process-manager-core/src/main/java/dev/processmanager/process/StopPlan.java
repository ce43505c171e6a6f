package dev.processmanager.process;

import java.time.Duration;

/// How something is asked, and then forced, to end. The default is [#graceful] with 10 seconds, for
/// the whole tree. Immutable.
///
/// @param signal what asks
/// @param grace how long to wait before force; zero means at once
/// @param killWait how long to wait for the end after force
/// @param scope whether descendants end too
public record StopPlan(Signal signal, Duration grace, Duration killWait, Scope scope) {

  /// Whom a stop concerns.
  public enum Scope {
    /// The process alone.
    MAIN,
    /// The process with all its descendants.
    TREE
  }

  /// The default time between the request and force.
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private static final Duration DEFAULT_KILL_WAIT = Duration.ofSeconds(5);

  /// Refuses negative times.
  ///
  /// @param signal what asks
  /// @param grace how long to wait before force
  /// @param killWait how long to wait for the end after force
  /// @param scope whether descendants end too
  public StopPlan {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative: " + grace);
    }
    if (killWait.isNegative()) {
      throw new IllegalArgumentException("killWait must not be negative: " + killWait);
    }
  }

  /// {@return a plan that asks with `TERM` and forces with `KILL` after a while}
  ///
  /// @param grace how long to wait before force
  public static StopPlan graceful(Duration grace) {
    return new StopPlan(Signal.TERM, grace, DEFAULT_KILL_WAIT, Scope.TREE);
  }

  /// {@return a plan that forces at once}
  public static StopPlan immediate() {
    return graceful(Duration.ZERO);
  }

  /// {@return this plan, asking with another signal}
  ///
  /// @param signal the signal, `TERM` by default
  public StopPlan signal(Signal signal) {
    return new StopPlan(signal, grace, killWait, scope);
  }

  /// {@return this plan with another limit for the wait after force}
  ///
  /// @param killWait the limit, 5 seconds by default; what still lives then is reported as a
  ///     survivor
  public StopPlan killWait(Duration killWait) {
    return new StopPlan(signal, grace, killWait, scope);
  }

  /// {@return this plan for the process alone, without its descendants}
  public StopPlan mainOnly() {
    return new StopPlan(signal, grace, killWait, Scope.MAIN);
  }

  /// {@return this plan for the whole tree, which is the default}
  public StopPlan tree() {
    return new StopPlan(signal, grace, killWait, Scope.TREE);
  }
}
