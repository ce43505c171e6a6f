package dev.processmanager.process;

import java.time.Duration;
import java.util.Optional;

/// How something is asked, and then forced, to end. The default is [#graceful] with 10 seconds, for
/// the whole tree. Immutable and safe for use by many threads: each method returns a changed copy.
///
/// ```java
/// StopPlan patient =
///     StopPlan.graceful(Duration.ofSeconds(60)).action(Command.of("nginx", "-s", "quit"));
/// ```
///
/// A plan asks with its signal. One with a text for standard input or an action begins with those
/// and gives them half of the grace; what has not ended by then, or at once if they fail, gets the
/// signal. What has not ended at the end of the grace is forced.
public final class StopPlan {

  /// Whom a stop concerns.
  public enum Scope {
    /// The process alone.
    MAIN,
    /// The process with all its descendants.
    TREE
  }

  /// The default time between the request and force: 10 seconds.
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private static final Duration DEFAULT_KILL_WAIT = Duration.ofSeconds(5);

  private record Values(
      Signal signal,
      Duration grace,
      Duration killWait,
      Scope scope,
      Optional<Launcher> action,
      Optional<String> stdin) {}

  private final Values values;

  private StopPlan(Values values) {
    this.values = values;
  }

  /// {@return a plan that asks with `TERM` and forces with `KILL` after a while}
  ///
  /// @param grace how long to wait before force, zero or more; zero forces at once
  /// @throws IllegalArgumentException if it is negative
  public static StopPlan graceful(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative: " + grace);
    }
    return new StopPlan(
        new Values(
            Signal.TERM, grace, DEFAULT_KILL_WAIT, Scope.TREE, Optional.empty(), Optional.empty()));
  }

  /// {@return a plan that forces with `KILL` at once}
  public static StopPlan immediate() {
    return graceful(Duration.ZERO);
  }

  /// {@return this plan, asking with another signal}
  ///
  /// @param signal the signal, `TERM` by default; some programs end in good order on `INT` or
  ///     `QUIT` alone
  public StopPlan signal(Signal signal) {
    return new StopPlan(
        new Values(
            signal, values.grace, values.killWait, values.scope, values.action, values.stdin));
  }

  /// {@return this plan, running something that makes the process end before any signal is sent}
  ///
  /// An action that fails, or has not ended at half of the grace, is followed by the signal. A
  /// command finds the number of the main process in the variable `MAINPID`.
  ///
  /// @param action what to run, such as `Command.of("nginx", "-s", "quit")`
  public StopPlan action(Launcher action) {
    return new StopPlan(
        new Values(
            values.signal,
            values.grace,
            values.killWait,
            values.scope,
            Optional.of(action),
            values.stdin));
  }

  /// {@return this plan, writing a text to standard input before any signal is sent}
  ///
  /// Fails, and so is followed by the signal at once, where the process does not read from the
  /// host; a command does if it is `interactive()`.
  ///
  /// @param text what to write, such as `"quit\n"`
  public StopPlan stdin(String text) {
    return new StopPlan(
        new Values(
            values.signal,
            values.grace,
            values.killWait,
            values.scope,
            values.action,
            Optional.of(text)));
  }

  /// {@return this plan with another limit for the wait after force}
  ///
  /// @param killWait the limit, zero or more, 5 seconds by default; what still lives then is
  ///     reported as a survivor
  /// @throws IllegalArgumentException if it is negative
  public StopPlan killWait(Duration killWait) {
    if (killWait.isNegative()) {
      throw new IllegalArgumentException("killWait must not be negative: " + killWait);
    }
    return new StopPlan(
        new Values(
            values.signal, values.grace, killWait, values.scope, values.action, values.stdin));
  }

  /// {@return this plan for the process alone, without its descendants, as by
  /// `KillMode=process` of systemd}
  public StopPlan mainOnly() {
    return scope(Scope.MAIN);
  }

  /// {@return this plan for the whole tree, which is the default}
  public StopPlan tree() {
    return scope(Scope.TREE);
  }

  private StopPlan scope(Scope scope) {
    return new StopPlan(
        new Values(
            values.signal, values.grace, values.killWait, scope, values.action, values.stdin));
  }

  /// {@return what asks}
  public Signal signal() {
    return values.signal;
  }

  /// {@return how long to wait before force; zero means at once}
  public Duration grace() {
    return values.grace;
  }

  /// {@return how long to wait for the end after force}
  public Duration killWait() {
    return values.killWait;
  }

  /// {@return whether descendants end too}
  public Scope scope() {
    return values.scope;
  }

  /// {@return what is run before any signal is sent; empty by default}
  public Optional<Launcher> action() {
    return values.action;
  }

  /// {@return what is written to standard input before any signal is sent; empty by default}
  public Optional<String> stdin() {
    return values.stdin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StopPlan plan && values.equals(plan.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "StopPlan" + values.toString().substring("Values".length());
  }
}
