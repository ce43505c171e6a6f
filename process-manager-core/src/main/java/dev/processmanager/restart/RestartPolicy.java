package dev.processmanager.restart;

import java.time.Duration;

/// Decides what follows when a run has ended. The default of a process is [#never()].
///
/// A policy is asked only about ends that no operator asked for, and never about a launch that can
/// never succeed, which is `FATAL` at once. It is a pure function: all it needs to know is in
/// [Ended]. It runs on a thread of its own; if it throws, the process is `FATAL`. Immutable, and
/// safe for use by many threads.
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
  /// @param backoff the waits
  default RestartPolicy backoff(Backoff backoff) {
    return TunedPolicy.of(this).backoff(backoff);
  }

  /// {@return this policy with another limit for restarts in a row}
  ///
  /// @param restarts n restarts, so n + 1 launches, then `FATAL`
  default RestartPolicy atMost(int restarts) {
    return TunedPolicy.of(this).atMost(restarts);
  }

  /// {@return this policy without a limit for restarts in a row}
  default RestartPolicy unlimited() {
    return TunedPolicy.of(this).atMost(Integer.MAX_VALUE);
  }

  /// {@return this policy with another time of running after which a new row begins}
  ///
  /// @param uptime how long a run must last
  default RestartPolicy resetAfter(Duration uptime) {
    return TunedPolicy.of(this).resetAfter(uptime);
  }

  /// {@return this policy with other exit codes as a success}
  ///
  /// @param codes the codes, as a shell reports them; by default what the command expects
  default RestartPolicy successCodes(int... codes) {
    return TunedPolicy.of(this).successCodes(codes);
  }

  /// {@return this policy never restarting after these exit codes}
  ///
  /// @param codes the codes, as a shell reports them
  default RestartPolicy preventCodes(int... codes) {
    return TunedPolicy.of(this).preventCodes(codes);
  }

  /// {@return this policy always restarting after these exit codes, within the limit}
  ///
  /// @param codes the codes, as a shell reports them
  default RestartPolicy forceCodes(int... codes) {
    return TunedPolicy.of(this).forceCodes(codes);
  }
}
