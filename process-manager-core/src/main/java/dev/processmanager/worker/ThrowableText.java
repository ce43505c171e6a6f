package dev.processmanager.worker;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A throwable as plain text, whatever its methods do: this can always travel, and what the JVM
/// says about a null where none should be is lost by serialisation.
///
/// Each is an array of class name, message, text, frames, cause and any number of suppressed ones;
/// the frames are an array in which each takes [#PARTS_OF_FRAME] elements.
public final class ThrowableText {

  /// Loader, module, class, method, file and line.
  public static final int PARTS_OF_FRAME = 6;

  private static final int DEEPEST = 50;
  private static final int MOST_FRAMES = 1_024;
  private static final int LONGEST_TEXT = 50_000;

  /// The package whose methods are below every task on the stack.
  private static final String WORKER = "dev.processmanager.worker.";

  private final IdentityHashMap<Throwable, Boolean> seen = new IdentityHashMap<>();

  /// In characters, of which some take two bytes.
  private int budget = 500_000;

  private ThrowableText() {}

  static @Nullable Object[] of(Throwable thrown) {
    return new ThrowableText().text(thrown, 1);
  }

  private @Nullable Object[] text(Throwable thrown, int depth) {
    seen.put(thrown, Boolean.TRUE);
    List<@Nullable Object> text = new ArrayList<>();
    text.add(cut(thrown.getClass().getName()));
    text.add(cut(message(thrown)));
    text.add(cut(describe(thrown)));
    text.add(frames(thrown));
    text.add(depth < DEEPEST ? further(cause(thrown), depth) : null);
    if (depth < DEEPEST) {
      for (Throwable suppressed : thrown.getSuppressed()) {
        if (budget > 0) {
          text.add(further(suppressed, depth));
        }
      }
    }
    return text.toArray();
  }

  private @Nullable Object @Nullable [] further(@Nullable Throwable next, int depth) {
    if (next == null || budget <= 0) {
      return null;
    }
    if (!seen.containsKey(next)) {
      return text(next, depth + 1);
    }
    String again = "circular reference to " + next.getClass().getName();
    return new @Nullable Object[] {
      next.getClass().getName(), again, cut(again), new Object[0], null
    };
  }

  private @Nullable Object[] frames(Throwable thrown) {
    StackTraceElement[] trace = trace(thrown);
    int end = Math.min(endOfTask(trace), MOST_FRAMES);
    List<@Nullable Object> frames = new ArrayList<>();
    for (int i = 0; i < end && budget > 0; i++) {
      StackTraceElement frame = trace[i];
      frames.add(isUsual(frame.getClassLoaderName()) ? null : cut(frame.getClassLoaderName()));
      frames.add(cut(frame.getModuleName()));
      frames.add(cut(frame.getClassName()));
      frames.add(cut(frame.getMethodName()));
      frames.add(cut(frame.getFileName()));
      frames.add(frame.getLineNumber());
    }
    return frames.toArray();
  }

  /// Where the worker begins, with the reflection by which it calls the task. What the worker
  /// itself throws is told as a whole.
  private static int endOfTask(StackTraceElement[] trace) {
    int end = trace.length;
    for (int i = 0; i < trace.length; i++) {
      if (trace[i].getClassName().startsWith(WORKER)) {
        end = i;
        break;
      }
    }
    while (end > 0 && end < trace.length && isReflection(trace[end - 1].getClassName())) {
      end--;
    }
    return end == 0 ? trace.length : end;
  }

  private static boolean isReflection(String name) {
    return name.startsWith("java.lang.reflect.")
        || name.startsWith("jdk.internal.reflect.")
        || name.startsWith("java.lang.invoke.");
  }

  /// The JVM does not print these, but would print them of a frame that was made elsewhere.
  private static boolean isUsual(@Nullable String loader) {
    return "app".equals(loader) || "platform".equals(loader);
  }

  private @Nullable String cut(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int kept = Math.min(text.length(), Math.max(0, Math.min(budget, LONGEST_TEXT)));
    // What else belongs to a text takes about as much as this.
    budget -= kept + 4;
    return kept == text.length()
        ? text
        : text.substring(0, kept) + "… (" + (text.length() - kept) + " characters cut)";
  }

  private static @Nullable String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable another) {
      return "(its getMessage threw " + another.getClass().getName() + ")";
    }
  }

  /// {@return what a throwable says about itself, or why it does not}
  static String describe(Throwable thrown) {
    try {
      String text = thrown.toString();
      return text == null ? thrown.getClass().getName() : text;
    } catch (Throwable another) {
      return thrown.getClass().getName()
          + " (its toString threw "
          + another.getClass().getName()
          + ")";
    }
  }

  private static StackTraceElement[] trace(Throwable thrown) {
    try {
      StackTraceElement[] trace = thrown.getStackTrace().clone();
      for (StackTraceElement frame : trace) {
        frame.getClassName();
      }
      return trace;
    } catch (Throwable none) {
      return new StackTraceElement[0];
    }
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable none) {
      return null;
    }
  }
}
