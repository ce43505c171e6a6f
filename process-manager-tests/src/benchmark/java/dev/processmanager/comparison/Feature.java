package dev.processmanager.comparison;

/// What not everybody promises, and nobody is blamed for not having promised.
public enum Feature {
  STOPS_TREES("stops the process alone"),
  CAPTURES("captures nothing by itself"),
  ENDS_WITH_HOST("leaves children to themselves when the host exits"),
  ENDS_WITH_KILLED_HOST("leaves children to themselves when the host is killed"),
  OWN_SESSION("children share the host's session");

  private final String without;

  Feature(String without) {
    this.without = without;
  }

  public void require(Contestant contestant) {
    if (!contestant.features().contains(this)) {
      throw new NoSuchFeature(without);
    }
  }
}
