package dev.processmanager.comparison;

/// This machine lacks what a contestant or a trap needs.
public final class NotHere extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotHere(String what) {
    super(what);
  }
}
