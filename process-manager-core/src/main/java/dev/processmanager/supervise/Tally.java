package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;

/// What the answers of one check amount to: a change counts only after as many equal answers in a
/// row as the check asks for. Immutable.
record Tally(Standing standing, int passes, int failures) {

  enum Standing {
    UNDECIDED,
    PASSING,
    FAILING
  }

  static final Tally NEW = new Tally(Standing.UNDECIDED, 0, 0);

  Tally after(ProbeResult answer, HealthCheck check) {
    return switch (answer) {
      case ProbeResult.Pass _ ->
          new Tally(passes + 1 >= check.successes() ? Standing.PASSING : standing, passes + 1, 0);
      case ProbeResult.Fail _ ->
          new Tally(
              failures + 1 >= check.failures() ? Standing.FAILING : standing, 0, failures + 1);
      case ProbeResult.Inconclusive _ -> this;
    };
  }
}
