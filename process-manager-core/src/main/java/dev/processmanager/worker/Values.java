package dev.processmanager.worker;

import org.jspecify.annotations.Nullable;

/// The compact form of plain values, which needs no Java serialisation: the first use of that costs
/// a child as much as its whole start.
///
/// Plain are null, boxed primitives, strings, a few immutable values of the JDK, arrays of
/// primitives, strings and plain objects, and the usual collections of plain values, each of
/// exactly that class. What is read equals what was written and behaves alike, so a collection or
/// array that occurs twice is not plain, nor is one with an order of its own.
public final class Values {

  /// Each level takes a stack frame or two, of which any thread has enough for these.
  static final int DEEPEST = 100;

  private Values() {}

  /// Writes a value, if it is plain. Else nothing is written.
  ///
  /// @param value the value
  /// @param out where to
  /// @return whether it is plain
  public static boolean write(@Nullable Object value, Bytes out) {
    int start = out.length();
    boolean plain = false;
    try {
      plain = new ValueWriter(out).write(value);
    } catch (RuntimeException unfit) {
      // Too large, or changed by others at the same time. Java serialisation takes fewer
      // bytes where strings recur, and says better what is wrong.
    }
    if (!plain) {
      out.truncate(start);
    }
    return plain;
  }

  /// Reads a value.
  ///
  /// @param data bytes of which the last belong to the value
  /// @param from where it begins
  /// @return the value
  /// @throws MalformedException if anything else is there; nothing else is ever thrown
  public static @Nullable Object read(byte[] data, int from) throws MalformedException {
    BytesReader in = new BytesReader(data, from);
    Object value = read(in);
    if (in.remaining() > 0) {
      throw new MalformedException(in.remaining() + " bytes follow the value");
    }
    return value;
  }

  /// Reads a value that something else may follow.
  static @Nullable Object read(BytesReader in) throws MalformedException {
    try {
      return new ValueReader(in).read();
    } catch (RuntimeException refused) {
      throw new MalformedException("No such value: " + refused.getMessage(), refused);
    }
  }
}
