package dev.processmanager.worker;

import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does what a first task does, so that the first task need not wait for classes to be loaded and
/// linked. Here alone, lambdas are what is wanted.
final class Priming {

  private static final int ROUNDS = 3;

  @SuppressWarnings("UnusedMethod") // called by what is written of a lambda
  private interface Sample extends Serializable {
    List<Object> run();
  }

  private Priming() {}

  /// One that fails costs the first task some time, no more.
  static void run(@Nullable ClassLoader loader) {
    try {
      openClassPath(loader);
      for (int i = 0; i < ROUNDS; i++) {
        round(i, loader);
      }
    } catch (Throwable notPrimed) {
      // It runs as any other would.
    }
  }

  /// Looks for what is nowhere: after that, all that may hold a class of the task is open.
  private static void openClassPath(@Nullable ClassLoader loader) {
    if (loader != null) {
      loader.getResource(Priming.class.getName());
    }
  }

  private static void round(int number, @Nullable ClassLoader loader) throws Throwable {
    ArrayList<Object> value = new ArrayList<>(List.of(number, "text", 1.5));
    Sample sample = () -> value;
    SerializedLambda parts = Lambdas.parts(sample);
    byte[] call = parts == null ? null : Calls.lambda(parts, loader);
    if (call != null) {
      Outcomes.value(Calls.run(call, loader));
    }
    serialize(sample, loader);
    serialize(value, loader);
    Outcomes.value(List.of(number));
  }

  private static void serialize(Object object, @Nullable ClassLoader loader)
      throws IOException, ClassNotFoundException {
    Bytes bytes = new Bytes();
    ObjectBytes.write(object, bytes);
    ObjectBytes.read(bytes.take(), 0, loader, null);
  }
}
