package dev.processmanager.examples.architect.config;

import java.time.Duration;
import java.util.Optional;

/// How the health of a service is checked.
///
/// @param question what is asked
/// @param fallback what is asked when the answer is not good, and then decides
/// @param interval how often
/// @param maxFailures how many bad answers in a row make it unhealthy
public record HealthSettings(
    Question question, Optional<Question> fallback, Duration interval, int maxFailures) {

  /// How long the two answers may take together.
  public Duration timeout() {
    return question.timeout().plus(fallback.map(Question::timeout).orElse(Duration.ZERO));
  }
}
