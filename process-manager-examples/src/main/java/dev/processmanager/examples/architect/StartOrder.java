package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.ServiceSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which order services start: dependencies first, then the smaller priority number.
final class StartOrder {

  private final Map<String, ServiceSettings> services = new HashMap<>();
  private final Map<String, Integer> levels = new HashMap<>();

  private StartOrder(List<ServiceSettings> services) {
    services.forEach(service -> this.services.put(service.id(), service));
  }

  static List<ServiceSettings> of(List<ServiceSettings> services) {
    var order = new StartOrder(services);
    return services.stream()
        .sorted(
            Comparator.comparingInt((ServiceSettings service) -> order.level(service.id()))
                .thenComparingInt(ServiceSettings::priority))
        .toList();
  }

  /// There are no circles in a configuration.
  private int level(String id) {
    Integer known = levels.get(id);
    if (known != null) {
      return known;
    }
    int level =
        services.get(id).dependencies().stream()
            .mapToInt(other -> level(other) + 1)
            .max()
            .orElse(0);
    levels.put(id, level);
    return level;
  }
}
