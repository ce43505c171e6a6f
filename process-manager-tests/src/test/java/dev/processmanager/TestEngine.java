package dev.processmanager;

import dev.processmanager.os.NativeEngine;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.Tools;

/// The engines every scenario runs on.
public enum TestEngine {
  /// The native engine; where it cannot be had, its scenarios fail.
  NATIVE,
  /// The portable engine with what this machine offers.
  PORTABLE,
  /// The portable engine on a machine without `setsid`, `sh` and `/proc`.
  BARE;

  public ProcessManager open() {
    return open(ProcessManager.builder());
  }

  public ProcessManager open(ProcessManagerBuilder builder) {
    return builder.build(spawner());
  }

  public Spawner spawner() {
    return switch (this) {
      case NATIVE -> nativeOne();
      case PORTABLE -> Spawner.portable(Tools.detect());
      case BARE -> Spawner.portable(Tools.none());
    };
  }

  private static Spawner nativeOne() {
    NativeEngine.obstacle()
        .ifPresent(
            reason -> {
              throw new AssertionError("No native engine: " + reason);
            });
    return Spawner.nativeOne(Tools.detect());
  }
}
