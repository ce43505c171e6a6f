package dev.processmanager.examples.architect.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One `[program:…]`, which becomes one service, or several with `numprocs`.
final class Program {

  private static final Pattern EXPANSION = Pattern.compile("%\\((\\w+)\\)(0?\\d*)([sd])");

  /// What every service does anyway, or what is the default.
  private static final Set<String> NEEDLESS = Set.of("stopasgroup", "killasgroup");

  private final String name;
  private final Map<String, String> left;
  private final Path here;
  private final Map<String, String> common;
  private final List<String> notes;

  /// @param common the variables of all programs
  Program(
      String name,
      Map<String, String> section,
      Path here,
      Map<String, String> common,
      List<String> notes) {
    this.name = name;
    this.left = new LinkedHashMap<>(section);
    this.here = here;
    this.common = common;
    this.notes = notes;
  }

  String name() {
    return name;
  }

  void addTo(ObjectNode services, Optional<String> group) {
    int count = number("numprocs").orElse(1);
    int first = number("numprocs_start").orElse(0);
    Optional<String> given = take("process_name");
    String pattern =
        count == 1
            ? given.orElse("%(program_name)s")
            : given.orElse("%(program_name)s_%(process_num)02d");
    String shared = group.or(() -> count > 1 ? Optional.of(name) : Optional.empty()).orElse("");
    Map<String, String> settings = Map.copyOf(left);
    for (int number = first; number < first + count; number++) {
      left.putAll(settings);
      ObjectNode service = services.putObject(expand(pattern, number));
      run(service, number);
      restarts(service);
      stop(service);
      if (!shared.isEmpty()) {
        service.putArray("groups").add(shared);
      }
    }
    left.keySet().stream()
        .filter(key -> !NEEDLESS.contains(key))
        .forEach(key -> notes.add("[program:" + name + "] " + key + ": " + reason(key)));
  }

  private void run(ObjectNode service, int number) {
    List<String> argv = Words.ofCommand(expand(take("command").orElse(""), number));
    service.put("command", argv.isEmpty() ? "" : argv.getFirst());
    var args = service.putArray("args");
    argv.stream().skip(1).forEach(args::add);
    take("directory").ifPresent(path -> service.put("working_directory", expand(path, number)));
    var variables = new LinkedHashMap<>(common);
    variables.putAll(Words.ofEnvironment(take("environment").orElse("")));
    if (!variables.isEmpty()) {
      ObjectNode environment = service.putObject("environment");
      variables.forEach((key, value) -> environment.put(key, expand(value, number)));
    }
    take("autostart").ifPresent(word -> service.put("enabled", isTrue(word)));
    number("priority").ifPresent(value -> service.put("priority", value));
  }

  private void restarts(ObjectNode service) {
    String word = take("autorestart").orElse("unexpected");
    boolean always = isTrue(word);
    service.put("auto_restart", always || word.equalsIgnoreCase("unexpected"));
    service.put("restart_on_exit", always);
    service
        .putObject("restart_policy")
        .put("max_retries", number("startretries").orElse(3))
        .put("retry_delay", 1)
        .put("backoff_multiplier", 2);
  }

  private void stop(ObjectNode service) {
    service
        .putObject("graceful_shutdown")
        .put("timeout", number("stopwaitsecs").orElse(10))
        .put("signal", "SIG" + take("stopsignal").orElse("TERM").replaceFirst("^SIG", ""));
  }

  private Optional<String> take(String key) {
    return Optional.ofNullable(left.remove(key));
  }

  private Optional<Integer> number(String key) {
    Optional<String> text = take(key);
    try {
      return text.map(Integer::valueOf);
    } catch (NumberFormatException none) {
      notes.add("[program:%s] %s: %s is no whole number".formatted(name, key, text.get()));
      return Optional.empty();
    }
  }

  private String expand(String text, int number) {
    Matcher matcher = EXPANSION.matcher(text);
    return matcher.replaceAll(
        found -> {
          String value =
              switch (found.group(1)) {
                case "program_name" -> name;
                case "here" -> here.toString();
                case "process_num" -> ("%" + found.group(2) + "d").formatted(number);
                default -> found.group();
              };
          if (value.equals(found.group())) {
            notes.add("[program:" + name + "] " + value + ": is not replaced here");
          }
          return Matcher.quoteReplacement(value);
        });
  }

  private static boolean isTrue(String word) {
    return Set.of("true", "yes", "on", "1").contains(word.toLowerCase(Locale.ROOT));
  }

  private static String reason(String key) {
    if (key.matches("(stdout|stderr)_.*|redirect_stderr")) {
      return "both streams go to <log_directory>/<id>.log, 10 MB, and 5 older ones";
    }
    return switch (key) {
      case "user" -> "services run as the user of the supervisor";
      case "startsecs" -> "a \"health_check\" says when a service is up";
      case "exitcodes" -> "0 is the one good exit code";
      default -> "has no counterpart";
    };
  }
}
