package dev.processmanager.jvm;

import static java.util.Objects.requireNonNull;

import dev.processmanager.worker.MalformedException;
import dev.processmanager.worker.ThrowableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads throwables that a child wrote as text.
final class RemoteText {

  private static final int CAUSE = 4;

  private RemoteText() {}

  static RemoteThrowable read(@Nullable Object text) throws MalformedException {
    try {
      return throwable(text);
    } catch (ClassCastException | ArrayIndexOutOfBoundsException | NullPointerException _) {
      throw new MalformedException("This is no throwable");
    }
  }

  private static RemoteThrowable throwable(@Nullable Object text) throws MalformedException {
    Object[] parts = array(text);
    List<RemoteThrowable> suppressed = new ArrayList<>();
    for (int i = CAUSE + 1; i < parts.length; i++) {
      suppressed.add(throwable(parts[i]));
    }
    return new RemoteThrowable(
        requireNonNull((String) parts[0]),
        (String) parts[1],
        requireNonNull((String) parts[2]),
        frames(array(parts[3])),
        parts[CAUSE] == null ? null : throwable(parts[CAUSE]),
        suppressed);
  }

  private static List<StackTraceElement> frames(Object[] parts) {
    List<StackTraceElement> frames = new ArrayList<>();
    for (int i = 0; i < parts.length; i += ThrowableText.PARTS_OF_FRAME) {
      frames.add(
          new StackTraceElement(
              (String) parts[i],
              (String) parts[i + 1],
              null,
              (String) parts[i + 2],
              (String) parts[i + 3],
              (String) parts[i + 4],
              (Integer) parts[i + 5]));
    }
    return frames;
  }

  private static Object[] array(@Nullable Object value) throws MalformedException {
    if (value instanceof Object[] array) {
      return array;
    }
    throw new MalformedException("Part of a throwable is missing");
  }
}
