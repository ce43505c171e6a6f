package dev.processmanager.comparison.peers;

import dev.processmanager.command.Engine;

/// This library on its portable engine.
public final class PortableManager extends ManagerPeer {

  public PortableManager() {
    super(Engine.PORTABLE);
  }

  @Override
  public String name() {
    return "process-manager, portable";
  }
}
