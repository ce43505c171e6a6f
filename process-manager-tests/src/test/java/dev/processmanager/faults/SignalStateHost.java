package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;
import java.nio.file.Path;

/// Shows what a child is given, however this JVM was started.
final class SignalStateHost {

  private SignalStateHost() {}

  public static void main(String[] args) {
    try (ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(args[0])).build()) {
      System.out.print(Machine.text(Path.of("/proc/self/status")));
      System.out.println("child:");
      System.out.print(Machine.get(pm.runCli("cat", "/proc/self/status")).stdout());
    }
  }
}
