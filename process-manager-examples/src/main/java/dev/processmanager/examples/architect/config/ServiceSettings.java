package dev.processmanager.examples.architect.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One service, with everything that its file leaves out filled in.
///
/// @param id its name for programs
/// @param enabled whether it is started with the daemon
/// @param priority lower starts first
/// @param critical whether the whole is down without it
/// @param name its name for people
/// @param run what runs
/// @param health how its health is checked, if it is
/// @param restarts how it is restarted, if it is
/// @param autoRestart whether it is restarted when it has failed
/// @param restartOnExit whether it is restarted when it has ended well, too
/// @param limits what it may use before there is a warning
/// @param stopping how it is stopped
/// @param dependencies ids of the services that have to be there before
/// @param groups names under which it can be addressed with others
public record ServiceSettings(
    String id,
    boolean enabled,
    int priority,
    boolean critical,
    String name,
    String description,
    Run run,
    Optional<HealthSettings> health,
    Restarts restarts,
    boolean autoRestart,
    boolean restartOnExit,
    Limits limits,
    Stopping stopping,
    List<String> dependencies,
    List<String> groups) {

  /// What runs: whatever of it changes takes a new process.
  ///
  /// @param argv the program and its arguments
  /// @param directory where it runs
  /// @param environment variables besides those of the daemon, with `PORT` if there is a port
  /// @param log the file of its output
  public record Run(
      List<String> argv,
      Path directory,
      Map<String, String> environment,
      Optional<Integer> port,
      Path log) {}
}
