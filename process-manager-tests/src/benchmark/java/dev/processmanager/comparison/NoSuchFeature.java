package dev.processmanager.comparison;

/// A contestant has never promised what a trap asks for.
public final class NoSuchFeature extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoSuchFeature(String what) {
    super(what);
  }
}
