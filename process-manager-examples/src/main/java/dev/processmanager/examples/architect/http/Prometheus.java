package dev.processmanager.examples.architect.http;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The services as Prometheus reads them (text format 0.0.4), in its base units.
final class Prometheus {

  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final int MEGABYTE = 1024 * 1024;

  private final StringBuilder text = new StringBuilder();
  private final List<ServiceView> services;
  private final Function<String, Optional<Sample>> lastSample;

  private Prometheus(List<ServiceView> services, Function<String, Optional<Sample>> lastSample) {
    this.services = services;
    this.lastSample = lastSample;
  }

  static boolean isWanted(Request request) {
    String accept = Optional.ofNullable(request.headers().getFirst("Accept")).orElse("");
    boolean byHeader = accept.contains("text/plain") && !accept.contains("application/json");
    return switch (request.parameter("format").orElse(byHeader ? "prometheus" : "json")) {
      case "prometheus" -> true;
      case "json" -> false;
      default -> throw Request.wrongParameter("format", "must be json or prometheus");
    };
  }

  static String text(List<ServiceView> services, Function<String, Optional<Sample>> lastSample) {
    return new Prometheus(services, lastSample).text();
  }

  private String text() {
    gauge("up", "Whether the service runs.", s -> of(s.state().equals("running")));
    gauge("healthy", "Whether its checks pass.", s -> of(s.health().equals("healthy")));
    gauge("critical", "Whether it is critical.", s -> of(s.critical()));
    gauge("uptime_seconds", "For how long it has run.", s -> of(s.uptimeSeconds()));
    family("restarts_total", "counter", "How often it was restarted.", s -> of(s.restarts()));
    gauge("cpu_ratio", "Of one processor.", s -> sampled(s, m -> of(m.cpuPercent() / 100)));
    gauge("memory_bytes", "Resident.", s -> sampled(s, m -> of(m.memoryMb() * MEGABYTE)));
    gauge(
        "check_duration_seconds",
        "What its last check took.",
        s -> sampled(s, Prometheus::responseSeconds));
    return text.toString();
  }

  private void gauge(String name, String help, Function<ServiceView, OptionalDouble> value) {
    family(name, "gauge", help, value);
  }

  private void family(
      String name, String type, String help, Function<ServiceView, OptionalDouble> value) {
    String full = "architect_service_" + name;
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(full, help, full, type));
    for (ServiceView service : services) {
      value
          .apply(service)
          .ifPresent(
              number ->
                  text.append(
                      "%s{service=\"%s\"} %s\n".formatted(full, escaped(service.id()), number)));
    }
  }

  private OptionalDouble sampled(ServiceView service, Function<Sample, OptionalDouble> value) {
    return lastSample.apply(service.id()).map(value).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble responseSeconds(Sample sample) {
    return sample.responseTimeMs().stream().map(ms -> ms / 1000).findFirst();
  }

  private static OptionalDouble of(boolean value) {
    return of(value ? 1 : 0);
  }

  private static OptionalDouble of(double value) {
    return OptionalDouble.of(value);
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
