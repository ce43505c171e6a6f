package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmKilledException;
import dev.processmanager.jvm.JvmOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Runs a function that takes more memory than the system has for its group.
final class OomHost {

  private OomHost() {}

  /// @param args the engine
  public static void main(String[] args) {
    try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
      pm.runJvm(JvmOptions.defaults().heap("4g"), OomHost::fill).join();
    } catch (CompletionException failure) {
      System.out.println(
          failure.getCause() instanceof JvmKilledException killed
              ? "killed " + killed.isOutOfMemory()
              : failure.toString());
    }
  }

  private static int fill() {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < 3000) {
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < piece.length; i += 4096) {
        piece[i] = 1;
      }
      kept.add(piece);
    }
    return kept.size();
  }
}
