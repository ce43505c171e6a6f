package dev.processmanager.examples.psm;

import dev.processmanager.command.Command;
import dev.processmanager.supervise.ProcessSpec;
import java.util.Map;
import java.util.TreeMap;

/// The services that a coordinator keeps alive.
///
/// @param services what they are, by name
record ServicesFile(Map<String, ServiceDefinition> services) {

  ServicesFile {
    services = services == null ? Map.of() : new TreeMap<>(services);
    services.forEach(ServicesFile::check);
  }

  private static void check(String name, ServiceDefinition service) {
    if (service == null) {
      throw new IllegalArgumentException("nothing is said of \"" + name + "\"");
    }
    if (name.equals(Coordinator.ID) && service.project() == null) {
      throw new IllegalArgumentException("\"" + name + "\" is the coordinator itself");
    }
    ProcessSpec.of(Command.of(service.command())).id(name);
  }
}
