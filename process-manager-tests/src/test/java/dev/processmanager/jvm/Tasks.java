package dev.processmanager.jvm;

import dev.processmanager.worker.Calls;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What users write, good and bad.
final class Tasks {

  private Tasks() {}

  /// Makes a call here that was meant for a child.
  @SuppressWarnings("unchecked")
  static <R> R run(byte[] call) throws Throwable {
    return (R) Calls.run(call, Tasks.class.getClassLoader());
  }

  static <R> R run(JvmTask<R> task) throws Throwable {
    return run(TaskEncoder.encode(task));
  }

  /// The first byte says how a call is written.
  static boolean isSerialized(byte[] call) {
    return call[0] > 3;
  }

  static String greet() {
    return "hello";
  }

  static int countTo(int first, long second, String text, int[] numbers, List<String> list) {
    return (int) (first + second + text.length() + numbers.length + list.size());
  }

  /// Of a user, and so never plain.
  record Point(int x, int y) implements Serializable {}

  static final class Client {}

  static final class Config implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    final Object client = new Client();
  }

  static final class Job implements JvmTask<String> {
    private static final long serialVersionUID = 1L;
    final Config config = new Config();

    @Override
    public String run() {
      return config.toString();
    }
  }

  static class Twice implements JvmFunction<List<Integer>, List<Integer>> {
    @Override
    public List<Integer> apply(List<Integer> numbers) {
      List<Integer> twice = new ArrayList<>();
      numbers.forEach(number -> twice.add(2 * number));
      return twice;
    }
  }

  static final class Same implements JvmFunction<Object, Object> {
    private Same() {}

    @Override
    public Object apply(Object argument) {
      return argument;
    }
  }

  static final class Failing implements JvmFunction<String, Object> {
    @Override
    public Object apply(String message) throws IOException {
      throw new IOException(message);
    }
  }

  abstract static class Unmade implements JvmFunction<Object, Object> {}

  final class Inner implements JvmFunction<Object, Object> {
    @Override
    public Object apply(Object argument) {
      return argument;
    }
  }

  record WithParameter(int number) implements JvmFunction<Object, Object> {
    @Override
    public Object apply(Object argument) {
      return number;
    }
  }

  /// As deep as it is long.
  static final class Node implements Serializable {
    private static final long serialVersionUID = 1L;
    Node next;

    static Node list(int length) {
      Node first = null;
      for (int i = 0; i < length; i++) {
        Node node = new Node();
        node.next = first;
        first = node;
      }
      return first;
    }

    int length() {
      int length = 0;
      for (Node node = this; node != null; node = node.next) {
        length++;
      }
      return length;
    }
  }

  static final class Refusing implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) {
      throw new IllegalStateException("not today");
    }
  }

  /// Its serialisation ends when somebody interrupts it.
  static final class Waiting implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
    }
  }

  static final class Endless implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) {
      recurse(1, 2, 3, 4, 5, 6, 7, 8);
    }

    /// Its frames are wide, so that even a large stack is soon full.
    private static long recurse(long a, long b, long c, long d, long e, long f, long g, long h) {
      return recurse(b, c, d, e, f, g, h, a) + recurse(c, d, e, f, g, h, a, b);
    }
  }

  /// Called by its own code, not by ours.
  interface Wrapped extends JvmTask<String> {
    String inner();

    @Override
    default String run() {
      return "(" + inner() + ")";
    }
  }

  /// Its tasks capture it, or not.
  static final class Outer {
    int field = 3;

    JvmTask<Integer> capturing() {
      return () -> field;
    }

    JvmTask<Integer> notCapturing() {
      int copy = field;
      return () -> copy;
    }

    @SuppressWarnings("serial")
    JvmTask<Integer> anonymous() {
      return new JvmTask<>() {
        @Override
        public Integer run() {
          return 1;
        }
      };
    }
  }

  static final class SerializableOuter implements Serializable {
    private static final long serialVersionUID = 1L;
    int field = 4;

    JvmTask<Integer> capturing() {
      return () -> field;
    }
  }
}
