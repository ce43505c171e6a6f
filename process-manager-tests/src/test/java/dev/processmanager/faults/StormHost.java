package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;

/// Starts children of every kind as fast as it can, until it is killed.
final class StormHost {

  private StormHost() {}

  /// @param args the engine
  public static void main(String[] args) {
    ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(args[0])).build();
    System.out.println("ready");
    for (int i = 0; i < 300; i++) {
      pm.startCliBackground(Command.shell("setsid sleep 60 & exec sleep 60"));
      Machine.get(pm.runCli("true"));
      pm.runCli(Command.of("sleep", "60").clearEnv());
    }
    Machine.get(pm.runCli("sleep", "60"));
  }
}
