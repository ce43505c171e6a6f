package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmOptions;
import java.util.concurrent.CompletionException;

/// Has less memory than what it is answered takes.
final class SmallHost {

  private static final int TOO_LARGE = 300_000_000;

  private SmallHost() {}

  /// @param args the engine
  public static void main(String[] args) {
    JvmOptions large = JvmOptions.defaults().heap("1g");
    try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
      try {
        pm.runJvm(large, () -> new byte[TOO_LARGE]).join();
      } catch (CompletionException failure) {
        System.out.println("failed: " + failure.getCause());
      }
      System.out.println("next: " + pm.runJvm(() -> 6 * 7).join());
    }
  }
}
