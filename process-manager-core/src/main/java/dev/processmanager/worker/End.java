package dev.processmanager.worker;

/// The ways in which a JVM ends at once, without anything that its task would still have done.
public final class End {

  /// Its host has ended, or reads its answers no more.
  public static final End HOST_IS_GONE = new End(1);

  /// What came is no message.
  public static final End NOT_UNDERSTOOD = new End(70);

  /// There is not even enough memory to say so.
  public static final End OUT_OF_MEMORY = new End(71);

  private final int code;

  private End(int code) {
    this.code = code;
  }

  /// {@return the exit code}
  public int code() {
    return code;
  }

  void halt() {
    Runtime.getRuntime().halt(code);
  }
}
