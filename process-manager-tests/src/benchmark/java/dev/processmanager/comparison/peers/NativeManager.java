package dev.processmanager.comparison.peers;

import dev.processmanager.command.Engine;

/// This library on its native engine.
public final class NativeManager extends ManagerPeer {

  public NativeManager() {
    super(Engine.NATIVE);
  }

  @Override
  public String name() {
    return "process-manager, native";
  }
}
