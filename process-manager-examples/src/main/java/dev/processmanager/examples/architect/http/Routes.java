package dev.processmanager.examples.architect.http;

import static java.util.concurrent.TimeUnit.MINUTES;

import dev.processmanager.examples.architect.ReloadReport;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceView;
import dev.processmanager.examples.architect.Summary;
import dev.processmanager.examples.architect.Supervision;
import dev.processmanager.examples.architect.UnknownServiceException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The supervisor as routes; [this package][dev.processmanager.examples.architect.http] describes
/// them.
final class Routes {

  private static final int MOST_ENTRIES = 1000;
  private static final int MOST_LINES = 10_000;
  private static final int PATIENCE_IN_MINUTES = 10;

  private final Supervision supervision;

  private Routes(Supervision supervision) {
    this.supervision = supervision;
  }

  static Router of(Supervision supervision) {
    var routes = new Routes(supervision);
    return new Router()
        .on("GET", "status", _ -> routes.status())
        .on("GET", "summary", _ -> Answer.json(supervision.summary()))
        .on("GET", "health", _ -> routes.health())
        .on("GET", "metrics", routes::metrics)
        .on("POST", "metrics", routes::addSample)
        .on("GET", "events", routes::events)
        .on("GET", "events/stream", routes::eventStream)
        .on("POST", "reload", _ -> routes.reload())
        .on("GET", "services/{id}", request -> Answer.json(routes.known(request.id())))
        .on("GET", "services/{id}/health", routes::serviceHealth)
        .on("GET", "services/{id}/metrics", routes::serviceMetrics)
        .on("GET", "services/{id}/logs", routes::logs)
        .on("GET", "services/{id}/logs/stream", routes::logStream)
        .on("POST", "services/{id}/start", routes.action(supervision::start))
        .on("POST", "services/{id}/stop", routes.action(supervision::stop))
        .on("POST", "services/{id}/restart", routes.action(supervision::restart))
        .on("POST", "groups/{group}/rolling-restart", routes::rollingRestart);
  }

  private Answer status() {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("time", Instant.now());
    answer.put("summary", supervision.summary());
    answer.put("services", supervision.services());
    return Answer.json(answer);
  }

  private Answer health() {
    Summary summary = supervision.summary();
    boolean healthy = summary.criticalDown().isEmpty() && summary.unhealthy() == 0;
    var answer = new LinkedHashMap<String, Object>();
    answer.put("health", healthy ? "healthy" : "unhealthy");
    answer.put("criticalDown", summary.criticalDown());
    answer.put("services", ofEach(ServiceView::health));
    return Answer.json(answer);
  }

  private Answer metrics(Request request) {
    int limit = request.number("limit", 1, 1, MOST_ENTRIES);
    if (Prometheus.isWanted(request)) {
      return Answer.text(
          Prometheus.TYPE, Prometheus.text(supervision.services(), this::lastSample));
    }
    return Answer.json(
        Map.of("services", ofEach(service -> supervision.samples(service.id(), limit))));
  }

  private <T> Map<String, T> ofEach(Function<ServiceView, T> value) {
    var values = new LinkedHashMap<String, T>();
    supervision.services().forEach(service -> values.put(service.id(), value.apply(service)));
    return values;
  }

  private Optional<Sample> lastSample(String id) {
    return supervision.samples(id, 1).stream().findFirst();
  }

  private Answer addSample(Request request) throws IOException {
    Sample sample =
        SampleReader.read(request.body(), Instant.now(), id -> supervision.service(id).isPresent());
    supervision.add(sample);
    return Answer.json(201, sample);
  }

  private Answer events(Request request) {
    int limit = request.number("limit", 50, 1, MOST_ENTRIES);
    return Answer.json(Map.of("events", supervision.events(subject(request), limit)));
  }

  private Answer eventStream(Request request) {
    Optional<String> subject = subject(request);
    return new Answer.Messages(
        EventStream.of(
            sink ->
                supervision.listen(
                    event -> {
                      if (subject.isEmpty() || subject.get().equals(event.service())) {
                        sink.accept(event);
                      }
                    })));
  }

  /// Events tell of services, and of the supervisor itself.
  private Optional<String> subject(Request request) {
    Optional<String> subject = request.parameter("service");
    subject.filter(id -> !id.equals("supervisor")).ifPresent(this::known);
    return subject;
  }

  private Answer reload() {
    ReloadReport report = supervision.reload();
    if (!report.problems().isEmpty()) {
      throw ProblemException.of(
          422,
          "The new configuration is wrong, so nothing has changed",
          report.problems().stream().map(problem -> Map.of("message", problem)).toList());
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("added", report.added());
    answer.put("removed", report.removed());
    answer.put("changed", report.changed());
    answer.put("unchanged", report.unchanged());
    return Answer.json(answer);
  }

  private Answer serviceHealth(Request request) {
    return Answer.json(supervision.health(known(request.id()).id()));
  }

  private Answer serviceMetrics(Request request) {
    String id = known(request.id()).id();
    int limit = request.number("limit", 60, 1, MOST_ENTRIES);
    return Answer.json(Map.of("service", id, "samples", supervision.samples(id, limit)));
  }

  private Answer logs(Request request) {
    String id = known(request.id()).id();
    int lines = request.number("lines", 100, 0, MOST_LINES);
    return Answer.json(Map.of("service", id, "lines", supervision.tail(id, lines)));
  }

  private Answer logStream(Request request) {
    String id = known(request.id()).id();
    int lines = request.number("lines", 0, 0, MOST_LINES);
    return new Answer.Messages(EventStream.of(sink -> LogTail.open(supervision, id, lines, sink)));
  }

  private Router.Handler action(Function<String, CompletableFuture<ServiceView>> action) {
    return request ->
        Answer.json(action.apply(known(request.id()).id()).get(PATIENCE_IN_MINUTES, MINUTES));
  }

  private Answer rollingRestart(Request request) throws Exception {
    List<ServiceView> services =
        supervision.rollingRestart(request.path().get("group")).get(PATIENCE_IN_MINUTES, MINUTES);
    return Answer.json(Map.of("services", services));
  }

  private ServiceView known(String id) {
    return supervision.service(id).orElseThrow(() -> new UnknownServiceException(id));
  }
}
