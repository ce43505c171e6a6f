package dev.processmanager.examples.architect.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `health_check` and, within it, `fallback_check`.
///
/// @param port of the service, if it has one
record HealthReader(Optional<Integer> port, Duration usualInterval) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TCP_TIMEOUT = Duration.ofSeconds(5);

  private enum Type {
    HTTP("endpoint", "expected_status", "expected_content"),
    TCP("host", "port"),
    PROCESS,
    SCRIPT("command");

    static final String WORDS = "\"http\", \"tcp\", \"process\" or \"script\"";

    /// What nobody else may have.
    final String[] keys;

    Type(String... keys) {
      this.keys = keys;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Type> of(String word) {
      return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }
  }

  /// Empty if it is so wrong that nothing can be asked.
  Optional<HealthSettings> read(Section section) {
    Optional<Question> question = question(section);
    Duration interval = section.seconds("interval", false).orElse(usualInterval);
    int failures = section.whole("max_failures", 1, 1_000_000).orElse(3);
    Optional<Question> fallback = section.section("fallback_check").flatMap(this::fallback);
    section.refuseTheRest();
    return question.map(asked -> new HealthSettings(asked, fallback, interval, failures));
  }

  private Optional<Question> fallback(Section section) {
    section.refuse("a fallback is asked as often as its check", "interval", "max_failures");
    section.refuse("a fallback has none of its own", "fallback_check");
    Optional<Question> question = question(section);
    section.refuseTheRest();
    return question;
  }

  private Optional<Question> question(Section section) {
    Optional<Type> type = section.word("type", Type.WORDS, Type::of);
    if (type.isEmpty()) {
      if (!section.has("type")) {
        section.problem("type", "is needed: " + Type.WORDS);
      }
      Stream.of(Type.values()).forEach(each -> section.allow(each.keys));
      section.allow("timeout");
      return Optional.empty();
    }
    Stream.of(Type.values())
        .filter(other -> other != type.get())
        .forEach(
            other -> section.refuse("it is for the type \"" + other.word() + "\"", other.keys));
    Duration timeout =
        section.seconds("timeout", false).orElse(type.get() == Type.TCP ? TCP_TIMEOUT : TIMEOUT);
    return switch (type.get()) {
      case HTTP -> http(section, timeout);
      case TCP -> tcp(section, timeout);
      case PROCESS -> Optional.of(new Question.Alive(timeout));
      case SCRIPT -> script(section, timeout);
    };
  }

  private Optional<Question> http(Section section, Duration timeout) {
    int status = section.whole("expected_status", 100, 599).orElse(200);
    Optional<String> content = section.text("expected_content");
    return section
        .needed("endpoint", "an address, or a path on the service's port", Section::text)
        .flatMap(endpoint -> url(section, endpoint))
        .map(url -> new Question.Http(url, status, content, timeout));
  }

  private Optional<String> url(Section section, String endpoint) {
    boolean isPath = endpoint.startsWith("/");
    if (isPath && port.isEmpty()) {
      section.problem("endpoint", "is a path, which takes the \"port\" of the service");
      return Optional.empty();
    }
    String url = isPath ? "http://127.0.0.1:" + port.get() + endpoint : endpoint;
    if (!Addresses.isHttp(url)) {
      section.problem(
          "endpoint",
          "must be an http or https address, or a path that begins with \"/\", not \""
              + endpoint
              + "\"");
      return Optional.empty();
    }
    return Optional.of(url);
  }

  private Optional<Question> tcp(Section section, Duration timeout) {
    String host = section.text("host").orElse("127.0.0.1");
    Optional<Integer> own = section.whole("port", 1, 65_535);
    if (own.isEmpty() && !section.has("port") && port.isEmpty()) {
      section.problem("port", "is needed, here or for the service: a whole number from 1 to 65535");
    }
    return own.or(() -> port).map(number -> new Question.Tcp(host, number, timeout));
  }

  private static Optional<Question> script(Section section, Duration timeout) {
    return section
        .needed("command", "what the shell is to run", Section::text)
        .map(command -> new Question.Script(command, timeout));
  }
}
