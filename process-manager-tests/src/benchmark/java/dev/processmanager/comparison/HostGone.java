package dev.processmanager.comparison;

import java.io.IOException;

/// The program that used a contestant has died.
public final class HostGone extends IOException {
  private static final long serialVersionUID = 1;

  public HostGone(String how) {
    super(how);
  }
}
