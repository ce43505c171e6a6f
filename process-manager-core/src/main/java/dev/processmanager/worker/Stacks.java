package dev.processmanager.worker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the threads of this JVM are.
final class Stacks {

  private static final int MAX_CHARS = 200_000;

  private Stacks() {}

  /// All of them, in words.
  static byte[] all() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      Thread thread = one.getKey();
      text.append('"').append(thread.getName()).append('"');
      text.append(thread.isDaemon() ? " daemon " : " ").append(thread.getState()).append('\n');
      for (StackTraceElement frame : one.getValue()) {
        text.append("    at ").append(frame).append('\n');
      }
      if (text.length() > MAX_CHARS) {
        text.append("    ...\n");
        break;
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Without the names of loaders and modules, which say nothing to those who wrote the code.
  private static String inWords(StackTraceElement frame) {
    String file = frame.getFileName();
    String place = file == null ? "Unknown Source" : file + ":" + frame.getLineNumber();
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }

  /// Who has called `System.exit` or `Runtime.exit`, in words; null if nobody has.
  static @Nullable String exitCaller() {
    for (StackTraceElement[] frames : Thread.getAllStackTraces().values()) {
      for (int i = frames.length - 2; i >= 0; i--) {
        if (frames[i].getClassName().equals("java.lang.Runtime")
            && frames[i].getMethodName().equals("exit")) {
          boolean bySystem = frames[i + 1].getClassName().equals("java.lang.System");
          return inWords(frames[Math.min(bySystem ? i + 2 : i + 1, frames.length - 1)]);
        }
      }
    }
    return null;
  }
}
