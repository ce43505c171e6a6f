package dev.processmanager;

/// How much of a test that could go on for ever is run: a sample with every build, all of it with
/// `-Pfull`.
public final class Sample {

  private static final boolean FULL = Boolean.getBoolean("tests.full");

  private Sample() {}

  public static int of(int sample, int full) {
    return FULL ? full : sample;
  }
}
