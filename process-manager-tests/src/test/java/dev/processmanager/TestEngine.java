package dev.processmanager;

import dev.processmanager.os.Spawner;
import dev.processmanager.os.Tools;

/// The engines every scenario runs on.
public enum TestEngine {
  /// The portable engine with what this machine offers.
  PORTABLE,
  /// The portable engine on a machine without `setsid`, `sh` and `/proc`.
  BARE;

  public ProcessManager open() {
    return open(ProcessManager.builder());
  }

  public ProcessManager open(ProcessManagerBuilder builder) {
    return builder.build(
        switch (this) {
          case PORTABLE -> Spawner.portable(Tools.detect());
          case BARE -> Spawner.portable(Tools.none());
        });
  }
}
