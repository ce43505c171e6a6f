package dev.processmanager.restart;

import java.time.Duration;

/// Decides what follows when a run has ended. The default of a process is [#never()].
///
/// A policy is asked only about ends that no operator asked for, and never about a launch that can
/// never succeed, which is `FATAL` at once. It is a pure function: all it needs to know is in
/// [Ended]. It runs on a thread of its own; if it throws, the process is `FATAL`. Immutable, and
/// safe for use by many threads.
///
/// What people know from elsewhere, in these terms:
///
/// ```java
/// // 1, 2, 4, 8 and 16 seconds, never more than 30, and 5 attempts
/// RestartPolicy usual = RestartPolicy.onFailure().atMost(5)
///     .backoff(Backoff.exponential(ofSeconds(1), 2).max(ofSeconds(30)));
///
/// // supervisord: autorestart=unexpected, exitcodes=0, startretries=3, startsecs=1.
/// // What has run for its startsecs is restarted after 1 s here, and at once there.
/// RestartPolicy supervisord = RestartPolicy.onFailure().atMost(3)
///     .backoff(Backoff.linear(ofSeconds(1))).resetAfter(ofSeconds(1));
///
/// // systemd: Restart=on-failure, RestartSec=100ms, StartLimitBurst=5 (the first start is one
/// // of them), StartLimitIntervalSec=10s; the ends it takes for clean are 0 and four signals
/// RestartPolicy systemd = RestartPolicy.onFailure().atMost(4).within(ofSeconds(10))
///     .backoff(Backoff.fixed(ofMillis(100))).successCodes(0, 129, 130, 141, 143);
///
/// // Kubernetes: restartPolicy: Always; its very first restart is without the 10 s
/// RestartPolicy kubernetes = RestartPolicy.always().unlimited().resetAfter(ofMinutes(10))
///     .backoff(Backoff.exponential(ofSeconds(10), 2).max(ofMinutes(5)));
///
/// // One's own: a task that lost its database waits for a minute, anything else is final
/// RestartPolicy own = ended ->
///     ended.exit() instanceof Exit.Threw(SQLException _)
///         ? Decision.restart(ofMinutes(1), ended)
///         : Decision.finish(ended);
/// ```
@FunctionalInterface
public interface RestartPolicy {

  /// Decides.
  ///
  /// @param ended what has ended
  /// @return what follows
  Decision decide(Ended ended);

  /// {@return the policy that restarts nothing}
  static RestartPolicy never() {
    return Decision::finish;
  }

  /// {@return the policy that restarts what did not end as expected}
  ///
  /// By default it waits 1, 2, 4 … at most 60 s, moved by up to 20 %, gives up after 5 restarts in
  /// a row, and begins a new row after 60 s of running.
  static RestartPolicy onFailure() {
    return TunedPolicy.withDefaults(
        ended -> ended.success() ? Decision.finish(ended) : Decision.restart(Duration.ZERO, ended));
  }

  /// {@return the policy that restarts whatever ended, with the defaults of [#onFailure()]}
  static RestartPolicy always() {
    return TunedPolicy.withDefaults(ended -> Decision.restart(Duration.ZERO, ended));
  }

  /// {@return this policy with other waits before its restarts}
  ///
  /// @param backoff the waits, which then come in place of those that the policy itself asks for
  default RestartPolicy backoff(Backoff backoff) {
    return TunedPolicy.of(this).backoff(backoff);
  }

  /// {@return this policy with another limit for restarts in a row}
  ///
  /// @param restarts n restarts, so n + 1 launches, then `FATAL`; 0 or more
  /// @throws IllegalArgumentException if it is negative, or above 100 with [#within]
  default RestartPolicy atMost(int restarts) {
    return TunedPolicy.of(this).atMost(restarts);
  }

  /// {@return this policy with its limit counting the restarts of the latest time, and no longer
  /// those in a row}
  ///
  /// Waits that add up to more than that time keep the limit from ever being reached. Restarts
  /// before an operator's start do not count.
  ///
  /// @param duration the time, positive; `atMost` then is 100 at the most
  /// @throws IllegalArgumentException if it is not positive, or the limit is above 100
  default RestartPolicy within(Duration duration) {
    return TunedPolicy.of(this).within(duration);
  }

  /// {@return this policy without a limit for restarts, which is how a function of one's own
  /// begins}
  default RestartPolicy unlimited() {
    return TunedPolicy.of(this).atMost(Integer.MAX_VALUE);
  }

  /// {@return this policy with another time of running after which a new row begins}
  ///
  /// @param uptime how long a run must last, zero or more; 60 seconds by default with
  ///     [#onFailure()] and [#always()]
  /// @throws IllegalArgumentException if it is negative
  default RestartPolicy resetAfter(Duration uptime) {
    return TunedPolicy.of(this).resetAfter(uptime);
  }

  /// {@return this policy with other exit codes as a success}
  ///
  /// @param codes the codes, as a shell reports them; by default what the command expects
  default RestartPolicy successCodes(int... codes) {
    return TunedPolicy.of(this).successCodes(codes);
  }

  /// {@return this policy never restarting after these exit codes, as by
  /// `RestartPreventExitStatus=` of systemd; they come before [#forceCodes]}
  ///
  /// @param codes the codes, as a shell reports them; none by default
  default RestartPolicy preventCodes(int... codes) {
    return TunedPolicy.of(this).preventCodes(codes);
  }

  /// {@return this policy always restarting after these exit codes, within the limit, as by
  /// `RestartForceExitStatus=` of systemd}
  ///
  /// @param codes the codes, as a shell reports them; none by default
  default RestartPolicy forceCodes(int... codes) {
    return TunedPolicy.of(this).forceCodes(codes);
  }
}
