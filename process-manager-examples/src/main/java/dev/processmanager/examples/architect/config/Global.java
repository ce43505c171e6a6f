package dev.processmanager.examples.architect.config;

import java.nio.file.Path;
import java.time.Duration;

/// What holds for all services.
///
/// @param checkInterval how often a service is checked that does not say it
/// @param restart how a service is restarted that does not say it
/// @param logDirectory where logs are
/// @param pidDirectory where the numbers of processes are, and what else the daemon keeps
/// @param database the file that remembers states, events and measurements
/// @param apiPort where the HTTP API listens on the loopback; 0 for any free port
public record Global(
    Duration checkInterval,
    Restarts restart,
    Path logDirectory,
    Path pidDirectory,
    Path database,
    int apiPort) {

  /// The HTTP API's port unless told otherwise, as that of supervisord.
  public static final int DEFAULT_PORT = 9001;

  static Global read(Section section, Path base) {
    var global =
        new Global(
            section.seconds("check_interval", false).orElse(Duration.ofSeconds(30)),
            new Restarts(
                section.whole("max_restart_attempts", 0, 1_000_000).orElse(3),
                section.seconds("restart_delay", true).orElse(Duration.ofSeconds(5)),
                1,
                Restarts.UNBOUNDED),
            base.resolve(section.text("log_directory").orElse("logs")).normalize(),
            base.resolve(section.text("pid_directory").orElse("run")).normalize(),
            base.resolve(section.text("database").orElse("data/architect.db")).normalize(),
            section.whole("api_port", 0, 65_535).orElse(DEFAULT_PORT));
    section.refuseTheRest();
    return global;
  }

  /// Where the daemon's own log is.
  public Path daemonLog() {
    return logDirectory.resolve("process_supervisor.log");
  }

  /// Where the number of the daemon's process is.
  public Path daemonPid() {
    return pidDirectory.resolve("process_supervisor.pid");
  }

  /// What the HTTP API asks its clients for.
  public Path apiToken() {
    return pidDirectory.resolve("api.token");
  }

  /// Where the HTTP API is, such as `http://127.0.0.1:9001`.
  public Path apiAddress() {
    return pidDirectory.resolve("api.address");
  }
}
