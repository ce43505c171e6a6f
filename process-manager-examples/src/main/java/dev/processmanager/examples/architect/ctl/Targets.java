package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Which services are meant by the names of services, of groups, and by `all`.
final class Targets {

  private static final String ALL = "all";

  private Targets() {}

  /// In the order in which they start.
  ///
  /// @param disabledToo whether a group, or all, includes services that are not enabled
  static List<String> of(List<String> names, JsonNode services, boolean disabledToo) {
    names.forEach(name -> refuseUnknown(name, services));
    return stream(services)
        .filter(service -> names.stream().anyMatch(name -> means(name, service, disabledToo)))
        .map(service -> Json.text(service, "id"))
        .toList();
  }

  private static boolean means(String name, JsonNode service, boolean disabledToo) {
    return isNamed(name, service)
        || (isAmong(name, service) && (disabledToo || service.path("enabled").asBoolean()));
  }

  private static boolean isNamed(String name, JsonNode service) {
    return Json.text(service, "id").equals(name);
  }

  private static boolean isAmong(String name, JsonNode service) {
    return name.equals(ALL)
        || stream(service.path("groups")).anyMatch(group -> group.asText().equals(name));
  }

  private static void refuseUnknown(String name, JsonNode services) {
    boolean known =
        name.equals(ALL)
            || stream(services).anyMatch(one -> isNamed(name, one) || isAmong(name, one));
    if (!known) {
      throw new CtlException(
          ExitCodes.UNKNOWN_NAME, "There is no service or group named '" + name + "'");
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
