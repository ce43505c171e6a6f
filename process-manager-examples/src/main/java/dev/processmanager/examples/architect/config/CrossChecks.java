package dev.processmanager.examples.architect.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what is wrong between services that are right by themselves.
final class CrossChecks {

  private final Map<String, ServiceSettings> services = new LinkedHashMap<>();
  private final Map<String, Section> sections;
  private final Set<String> seen = new HashSet<>();

  CrossChecks(List<ServiceSettings> services, Map<String, Section> sections) {
    services.forEach(service -> this.services.put(service.id(), service));
    this.sections = sections;
  }

  void find() {
    services.values().forEach(this::dependencies);
    services.values().forEach(this::groups);
    services.keySet().forEach(id -> circles(id, new ArrayList<>()));
    ports();
  }

  private void dependencies(ServiceSettings service) {
    for (String id : service.dependencies()) {
      ServiceSettings other = services.get(id);
      if (other == null) {
        String hint =
            Spelling.nearest(id, services.keySet())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
        problem(service, "dependencies", "names \"" + id + "\", which is no service" + hint);
      } else if (service.enabled() && !other.enabled()) {
        problem(
            service,
            "dependencies",
            "names \"" + id + "\", which is not enabled, while \"" + service.id() + "\" is");
      }
    }
  }

  private void groups(ServiceSettings service) {
    for (String group : service.groups()) {
      if (services.containsKey(group) || group.equals("all")) {
        problem(
            service, "groups", "names \"" + group + "\", which must not be a service or \"all\"");
      }
    }
  }

  private void circles(String id, List<String> way) {
    int begin = way.indexOf(id);
    if (begin >= 0) {
      var circle = new ArrayList<>(way.subList(begin, way.size()));
      circle.add(id);
      problem(
          services.get(id), "dependencies", "go round in a circle: " + String.join(" -> ", circle));
    } else if (services.containsKey(id) && seen.add(id)) {
      var further = new ArrayList<>(way);
      further.add(id);
      services.get(id).dependencies().forEach(next -> circles(next, further));
    }
  }

  private void ports() {
    var owners = new HashMap<Integer, String>();
    for (ServiceSettings service : services.values()) {
      Optional<Integer> port = service.run().port().filter(_ -> service.enabled());
      Optional<String> owner = port.map(number -> owners.putIfAbsent(number, service.id()));
      owner.ifPresent(
          id -> problem(service, "port", "is that of \"" + id + "\", which is enabled, too"));
    }
  }

  private void problem(ServiceSettings service, String key, String message) {
    sections.get(service.id()).problem(key, message);
  }
}
