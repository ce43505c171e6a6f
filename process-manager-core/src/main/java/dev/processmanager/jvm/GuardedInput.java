package dev.processmanager.jvm;

import dev.processmanager.worker.ObjectBytes;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Reads one object that comes from a child, under a filter and that of this JVM, and remembers
/// what either refused.
final class GuardedInput implements ObjectInputFilter {

  /// That there is a reason why something was not read.
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    RejectedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private final byte[] data;
  private final ObjectInputFilter filter;
  private final @Nullable ObjectInputFilter filterOfJvm = Config.getSerialFilter();
  private final long mostElements;
  private long elements;
  private volatile @Nullable String refusal;

  private GuardedInput(byte[] data, int from, ObjectInputFilter filter) {
    this.data = data;
    this.filter = filter;
    // An element takes a byte or more. Hash tables have spare room, at most for as much again.
    this.mostElements = 2L * (data.length - from) + 4_096;
  }

  /// Reads it on a large stack.
  ///
  /// @throws RejectedException if it was not read, for whatever reason
  static @Nullable Object read(
      byte[] data, int from, ObjectInputFilter filter, @Nullable ClassLoader loader)
      throws RejectedException {
    GuardedInput input = new GuardedInput(data, from, filter);
    try {
      return LargeStack.call(() -> input.read(from, loader));
    } catch (ExecutionException failure) {
      String refusal = input.refusal;
      Throwable cause = failure.getCause();
      throw new RejectedException(refusal == null ? "It cannot be read: " + cause : refusal, cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RejectedException("Interrupted while it was being read", interrupted);
    }
  }

  private @Nullable Object read(int from, @Nullable ClassLoader loader)
      throws IOException, ClassNotFoundException {
    return ObjectBytes.read(data, from, loader, this);
  }

  @Override
  public Status checkInput(FilterInfo info) {
    elements += Math.max(0, info.arrayLength());
    if (elements > mostElements) {
      refusal = "Its arrays are longer than all that came";
      return Status.REJECTED;
    }
    if (filter.checkInput(info) == Status.REJECTED) {
      refusal = describe(info) + " must not come from a child";
      return Status.REJECTED;
    }
    if (filterOfJvm != null && filterOfJvm.checkInput(info) == Status.REJECTED) {
      refusal = describe(info) + " is refused by the filter of this JVM (jdk.serialFilter)";
      return Status.REJECTED;
    }
    return Status.UNDECIDED;
  }

  private static String describe(FilterInfo info) {
    Class<?> type = info.serialClass();
    String what = type == null ? "An object" : type.getTypeName();
    return what + (info.depth() > 1 ? " at depth " + info.depth() : "");
  }
}
