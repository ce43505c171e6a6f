package dev.processmanager.worker;

import org.jspecify.annotations.Nullable;

/// How a child says what became of a call. The first byte says which kind of outcome it is.
///
/// Nothing here throws but for a lack of memory, whatever the objects of the task do.
public final class Outcomes {

  /// A plain value follows.
  public static final byte PLAIN = 1;

  /// A value follows, by Java serialisation.
  public static final byte SERIALIZED = 2;

  /// A text follows that says why the result cannot travel.
  public static final byte UNSERIALIZABLE = 3;

  /// An array follows: the throwable as text, and the same by Java serialisation or null.
  public static final byte THROWN = 4;

  /// A text follows that says why the call could not be made.
  public static final byte UNREADABLE = 5;

  /// As [#THROWN], and it is for want of memory, which the next call may lack as well.
  public static final byte OUT_OF_MEMORY = 6;

  private static final int LONGEST_THROWABLE = 1 << 20;

  private Outcomes() {}

  /// {@return that the task returned a value}
  ///
  /// @param value the value
  public static byte[] value(@Nullable Object value) {
    Bytes out = new Bytes();
    out.write(PLAIN);
    if (Values.write(value, out)) {
      return out.take();
    }
    out.truncate(0);
    out.write(SERIALIZED);
    try {
      ObjectBytes.write(value, out);
      return out.take();
    } catch (OutOfMemoryError tooLarge) {
      throw tooLarge;
    } catch (Throwable failure) {
      return text(UNSERIALIZABLE, Culprit.describe(value, failure));
    }
  }

  /// {@return that the task threw}
  ///
  /// @param thrown what it threw
  public static byte[] thrown(Throwable thrown) {
    Bytes out = new Bytes();
    out.write(thrown instanceof OutOfMemoryError ? OUT_OF_MEMORY : THROWN);
    Values.write(new @Nullable Object[] {ThrowableText.of(thrown), serialized(thrown)}, out);
    return out.take();
  }

  /// {@return that the call could not be made}
  ///
  /// @param failure why
  public static byte[] unreadable(CallException failure) {
    return text(UNREADABLE, String.valueOf(failure.getMessage()));
  }

  /// {@return whether the task threw for want of memory}
  ///
  /// @param outcome what was said of it
  public static boolean isOutOfMemory(byte[] outcome) {
    return outcome.length > 0 && outcome[0] == OUT_OF_MEMORY;
  }

  private static byte @Nullable [] serialized(Throwable thrown) {
    Bytes out = new Bytes(LONGEST_THROWABLE);
    try {
      ObjectBytes.write(thrown, out);
      return out.take();
    } catch (OutOfMemoryError tooLarge) {
      throw tooLarge;
    } catch (Throwable cannotTravel) {
      return null;
    }
  }

  private static byte[] text(byte kind, String text) {
    Bytes out = new Bytes();
    out.write(kind);
    Values.write(text, out);
    return out.take();
  }
}
