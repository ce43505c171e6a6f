package dev.processmanager.jvm;

import dev.processmanager.worker.Outcomes;
import java.util.concurrent.atomic.AtomicReference;

/// Decodes a result that is deeper than the filter of this JVM allows, and prints the outcome.
final class FilteredJvm {

  private FilteredJvm() {}

  public static void main(String[] arguments) {
    Object value = Thread.State.NEW;
    for (int i = 0; i < 20; i++) {
      value = new AtomicReference<>(value);
    }
    System.out.println(Results.decode(Outcomes.value(value)));
  }
}
