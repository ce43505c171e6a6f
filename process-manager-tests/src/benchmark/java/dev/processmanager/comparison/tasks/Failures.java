package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// What is expected of a call that fails.
final class Failures {

  private Failures() {}

  /// @param said is to be in the failure's message
  static Verdict verdict(Workers workers, Chore chore, String said, Scene scene) throws Exception {
    String failure = failure(workers, chore, scene);
    return Verdict.when(!failure.isEmpty(), "the call does not fail")
        .and(failure.contains(said), "the failure is " + failure)
        .and(next(workers, scene).isEmpty(), "the next call fails, too: " + next(workers, scene));
  }

  private static String failure(Workers workers, Chore chore, Scene scene) {
    try {
      workers.call(chore, scene.file("pids"));
      return "";
    } catch (NoSuchFeature none) {
      throw none;
    } catch (Exception failure) {
      return failure.toString();
    }
  }

  private static String next(Workers workers, Scene scene) {
    return failure(workers, Chore.ANSWER, scene);
  }
}
