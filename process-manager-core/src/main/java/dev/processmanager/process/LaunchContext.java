package dev.processmanager.process;

import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a [Launcher] is told about the run it is to begin. What has a default here may be left
/// out by whoever implements it. Immutable and safe for use by many threads.
public interface LaunchContext {

  /// {@return the handle id of the process, or the name of a one-shot run}
  String id();

  /// {@return which incarnation this will be, from 1}
  int generation();

  /// {@return the clocks and timers to use}
  TimeSource time();

  /// {@return whether somebody waits for what this run gives, and nothing else of it is kept; false
  /// by default}
  default boolean isOneShot() {
    return false;
  }

  /// {@return variables that mark the child and its descendants as the manager's; none by default}
  default Map<String, String> environment() {
    return Map.of();
  }

  /// {@return where output goes besides what the description itself asks for; each sink is opened
  /// for the run, and one that fails takes nothing from the others; none by default}
  default List<OutputSink> outputs() {
    return List.of();
  }

  /// {@return variables of the host that the child must not inherit; none by default}
  default Set<String> withheld() {
    return Set.of();
  }

  /// {@return whether the process is to live on when its host ends; one that can must depend on
  /// nothing of the host, least of all for its output}
  default boolean isDetached() {
    return false;
  }

  /// {@return the file that a detached process is to write itself; empty for none, and for all
  /// others, whose output goes to [#outputs()]}
  default Optional<LogFile> ownLog() {
    return Optional.empty();
  }

  /// {@return the file in which the end of a detached process is to be written down, so that a
  /// later host learns of it; empty for none}
  default Optional<Path> exitFile() {
    return Optional.empty();
  }

  /// {@return how long the run may take if the description does not say; empty for no limit}
  default Optional<Duration> timeLimit() {
    return Optional.empty();
  }

  /// {@return how many bytes of each output stream to capture if the description does not say;
  /// 65,536 by default}
  default int captureLimit() {
    return 65_536;
  }

  /// {@return something that the launchers of one manager share, such as its engine; empty if there
  /// is none of that type}
  ///
  /// @param <T> its type
  /// @param type its type
  default <T> Optional<T> service(Class<T> type) {
    return Optional.empty();
  }
}
