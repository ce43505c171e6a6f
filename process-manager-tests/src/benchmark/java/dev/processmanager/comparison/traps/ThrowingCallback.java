package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// Listeners fail.
public final class ThrowingCallback implements Trap<Contestant> {

  @Override
  public String title() {
    return "a listener that throws at the first line: the run ends, and the next one, too";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order =
        Order.shell("seq 1 100000; exit 3")
            .onOutput(
                line -> {
                  throw new IllegalStateException("as a listener may");
                });
    Verdict verdict = end(contestant, order);
    return verdict.and(contestant.run(Order.of("true")).code() == 0, "the next run fails");
  }

  /// It may be told by its code, or by the failure.
  private static Verdict end(Contestant contestant, Order order) {
    try {
      int code = contestant.run(order).code();
      return Verdict.when(code == 3, "code " + code + " instead of 3");
    } catch (NoSuchFeature none) {
      throw none;
    } catch (Exception failure) {
      return Verdict.when(
          String.valueOf(failure).contains("as a listener may")
              || String.valueOf(failure.getCause()).contains("as a listener may"),
          "threw " + failure);
    }
  }
}
