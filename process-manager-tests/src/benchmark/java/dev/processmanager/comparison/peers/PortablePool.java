package dev.processmanager.comparison.peers;

import dev.processmanager.command.Engine;

/// A pool on the portable engine.
public final class PortablePool extends ManagerPool {

  public PortablePool() {
    super(Engine.PORTABLE);
  }

  @Override
  public String name() {
    return "process-manager, portable";
  }
}
