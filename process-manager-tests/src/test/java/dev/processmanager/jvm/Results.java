package dev.processmanager.jvm;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Set;
import java.util.function.Predicate;

/// What tasks return and throw, good and bad.
final class Results {

  /// Types of the task's own class path pass; here those of these tests.
  static final Predicate<Class<?>> OF_THE_TASK =
      type -> type.getName().startsWith("dev.processmanager.jvm.");

  static final ResultFilter FILTER = new ResultFilter(Set.of(), OF_THE_TASK);
  static final ResultFilter STRICT = new ResultFilter(Set.of(), type -> false);

  private Results() {}

  static Outcome decode(byte[] outcome) {
    return OutcomeDecoder.decode(outcome, FILTER, Results.class.getClassLoader());
  }

  static Outcome decode(byte[] outcome, ResultFilter filter) {
    return OutcomeDecoder.decode(outcome, filter, Results.class.getClassLoader());
  }

  interface Shape extends Serializable {}

  record Circle(int radius) implements Shape {}

  enum Colour {
    RED
  }

  /// Throws when it is read.
  static final class Unreadable implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("damaged");
    }
  }

  /// Cannot travel.
  static final class SocketException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    final Object socket = new Object();

    SocketException(String message) {
      super(message);
    }
  }

  /// Nothing can be learnt from it but that it was thrown.
  static final class Rude extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException();
    }
  }
}
