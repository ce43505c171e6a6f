package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known about a process at one instant. Holds no environment values. Immutable. The times
/// are of the wall clock.
///
/// @param id its id
/// @param kind its kind
/// @param scope the name space of its id
/// @param state where it is in its life
/// @param health what its checks say
/// @param pid its process id; empty while none runs
/// @param generation its incarnation, from 1; 0 before the first launch
/// @param restarts all its restarts so far
/// @param description the command or function, without secrets
/// @param workingDir where it runs, if not in the host's directory
/// @param logFile where its output goes, if to a file
/// @param createdAt when it was registered
/// @param startedAt when its incarnation was launched
/// @param updatedAt when its state or health last changed
/// @param lastHealthCheck when a check last answered, or anybody last said that it is well
/// @param exit how it last ended; empty before its first end
/// @param nextAttemptAt when the next restart is due; empty unless its state is `BACKOFF`
/// @param metadata what its owner noted
public record ProcessStatus(
    String id,
    ProcessKind kind,
    Scope scope,
    ProcessState state,
    Health health,
    OptionalLong pid,
    int generation,
    int restarts,
    String description,
    Optional<Path> workingDir,
    Optional<Path> logFile,
    Instant createdAt,
    Optional<Instant> startedAt,
    Instant updatedAt,
    Optional<Instant> lastHealthCheck,
    Optional<Exit> exit,
    Optional<Instant> nextAttemptAt,
    Map<String, String> metadata) {

  /// {@return scope and id}
  public Entry.Key key() {
    return new Entry.Key(scope, id);
  }

  /// {@return one line, such as `nginx-server[RUNNING pid=4711 gen=3]`}
  public String describe() {
    var line = new StringBuilder(key().toString()).append('[').append(state);
    pid.ifPresent(number -> line.append(" pid=").append(number));
    line.append(" gen=").append(generation);
    if (health != Health.NONE) {
      line.append(' ').append(health);
    }
    return line.append(']').toString();
  }
}
