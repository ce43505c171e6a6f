package dev.processmanager.comparison.peers;

import dev.processmanager.command.Engine;

/// A pool on the native engine.
public final class NativePool extends ManagerPool {

  public NativePool() {
    super(Engine.NATIVE);
  }

  @Override
  public String name() {
    return "process-manager, native";
  }
}
