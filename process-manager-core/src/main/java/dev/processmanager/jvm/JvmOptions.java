package dev.processmanager.jvm;

/// How a child JVM is started. Immutable.
public final class JvmOptions {

  private static final JvmOptions DEFAULTS = new JvmOptions();

  private JvmOptions() {}

  /// {@return the options that hold unless somebody says otherwise}
  public static JvmOptions defaults() {
    return DEFAULTS;
  }
}
