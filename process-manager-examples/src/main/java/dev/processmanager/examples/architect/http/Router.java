package dev.processmanager.examples.architect.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the handler of a method and a path.
final class Router {

  @FunctionalInterface
  interface Handler {
    Answer handle(Request request) throws Exception;
  }

  record Match(Handler handler, Map<String, String> path) {}

  private record Route(String method, List<String> pattern, Handler handler) {

    Optional<Match> match(List<String> segments) {
      if (segments.size() != pattern.size()) {
        return Optional.empty();
      }
      var path = new HashMap<String, String>();
      for (int i = 0; i < pattern.size(); i++) {
        String expected = pattern.get(i);
        if (expected.startsWith("{")) {
          path.put(expected.substring(1, expected.length() - 1), segments.get(i));
        } else if (!expected.equals(segments.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(new Match(handler, path));
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /// @param pattern a path whose parts in braces are named
  Router on(String method, String pattern, Handler handler) {
    routes.add(new Route(method, List.of(pattern.split("/")), handler));
    return this;
  }

  Match find(String method, List<String> segments) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    var allowed = new ArrayList<String>();
    for (Route route : routes) {
      Optional<Match> match = route.match(segments);
      if (match.isPresent() && route.method().equals(wanted)) {
        return match.get();
      }
      match.ifPresent(_ -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw ProblemException.of(404, "There is nothing at this address");
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    throw ProblemException.of(
        405, "This address does not know " + method, "Allow", String.join(", ", allowed));
  }
}
