package dev.processmanager.examples.architect.config;

/// Something in a configuration that is not allowed.
///
/// @param path where, such as `services.web.port`
/// @param line in which line of the file, from 1
/// @param message what is wrong, and what is allowed
public record Problem(String path, int line, String message) {

  @Override
  public String toString() {
    return "line " + line + ", " + path + ": " + message;
  }
}
