package dev.processmanager.examples.architect.ctl;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Path;

/// Reads configurations; what is wrong with them ends a command.
final class Configurations {

  private Configurations() {}

  static Configuration read(Path file) {
    try {
      return Configuration.read(file);
    } catch (InvalidConfigurationException wrong) {
      throw new CtlException(ExitCodes.CONFIGURATION, wrong.getMessage());
    } catch (IOException e) {
      throw new CtlException(ExitCodes.CONFIGURATION, "The configuration cannot be read: " + e);
    }
  }
}
