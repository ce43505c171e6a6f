package dev.processmanager.command;

import dev.processmanager.process.ForwardingContext;
import dev.processmanager.process.LaunchContext;
import java.util.Map;

/// What an adopted process has to do with: it keeps the mark that it was given when it started.
record AdoptedContext(LaunchContext run, Map<String, String> environment)
    implements ForwardingContext {

  /// @param cookie the mark as `NAME=value`; empty if there is none
  static AdoptedContext of(LaunchContext run, String cookie) {
    int end = cookie.indexOf('=');
    return new AdoptedContext(
        run, end < 0 ? Map.of() : Map.of(cookie.substring(0, end), cookie.substring(end + 1)));
  }
}
