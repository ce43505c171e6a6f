package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;

/// Says which engine it is given.
@SuppressWarnings("restricted")
final class EngineChoiceHost {

  private EngineChoiceHost() {}

  /// @param args the choice, and a library to be loaded before, if there is one
  public static void main(String[] args) {
    if (args.length > 1) {
      System.load(args[1]);
    }
    for (int i = 0; i < 2; i++) {
      System.out.println(engine(Engine.valueOf(args[0])));
    }
  }

  private static String engine(Engine choice) {
    try (ProcessManager pm = ProcessManager.builder().engine(choice).build()) {
      Machine.get(pm.runCli("true"));
      return Machine.ownThreads().containsKey("process-manager-loop") ? "native" : "portable";
    } catch (IllegalStateException refused) {
      return refused.getMessage();
    }
  }
}
