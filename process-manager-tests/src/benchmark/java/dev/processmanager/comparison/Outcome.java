package dev.processmanager.comparison;

/// What a run gave.
///
/// @param code the exit code as the contestant tells it; -1 if it tells none
/// @param end how it ended, in words that differ where the contestant can tell a difference
/// @param timedOut whether the contestant says that the limit ran out
public record Outcome(int code, String end, String stdout, boolean timedOut) {

  public static Outcome exited(int code, String stdout) {
    return new Outcome(code, "code " + code, stdout, false);
  }

  public static Outcome timedOut(int code, String stdout) {
    return new Outcome(code, "timed out", stdout, true);
  }
}
