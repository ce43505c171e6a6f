package dev.processmanager;

import dev.processmanager.command.Engine;
import dev.processmanager.os.NativeEngine;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.Tools;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses an engine, once for each manager.
final class Engines {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");

  private Engines() {}

  static Spawner open(Engine engine) {
    Tools tools = Tools.detect();
    return switch (engine) {
      case PORTABLE -> Spawner.portable(tools);
      case NATIVE -> nativeOrRefuse(tools);
      case AUTO -> bestOf(tools);
    };
  }

  private static Spawner nativeOrRefuse(Tools tools) {
    NativeEngine.obstacle()
        .ifPresent(
            reason -> {
              throw new IllegalStateException("The native engine is not available: " + reason);
            });
    return Spawner.nativeOne(tools);
  }

  private static Spawner bestOf(Tools tools) {
    Optional<String> obstacle = NativeEngine.obstacle();
    if (obstacle.isEmpty()) {
      return Spawner.nativeOne(tools);
    }
    LOG.info("The portable engine is used: the native one is not available, {}", obstacle.get());
    return Spawner.portable(tools);
  }
}
