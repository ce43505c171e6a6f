package dev.processmanager.examples.architect.config;

import java.time.Duration;
import java.util.Optional;

/// What a health check asks.
public sealed interface Question {

  /// How long an answer may take.
  Duration timeout();

  /// Asks by HTTP.
  ///
  /// @param url an absolute address
  /// @param status the status of a healthy service
  /// @param content what the body has to contain, if anything
  record Http(String url, int status, Optional<String> content, Duration timeout)
      implements Question {}

  /// Connects.
  record Tcp(String host, int port, Duration timeout) implements Question {}

  /// Looks whether the process is alive.
  record Alive(Duration timeout) implements Question {}

  /// Runs something with the shell, in the directory and with the variables of the service.
  record Script(String command, Duration timeout) implements Question {}
}
