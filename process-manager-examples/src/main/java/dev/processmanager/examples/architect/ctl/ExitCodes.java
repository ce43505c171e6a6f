package dev.processmanager.examples.architect.ctl;

/// What scripts can tell apart. `supervisorctl --help` explains them.
final class ExitCodes {

  static final int DONE = 0;
  static final int NOT_DONE = 1;
  static final int USAGE = 2;
  static final int NO_DAEMON = 3;
  static final int UNKNOWN_NAME = 4;
  static final int CONFIGURATION = 5;
  static final int REFUSED = 6;

  private ExitCodes() {}
}
