package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.registry.Entry;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// A process cannot have what it depends on: it is not known, depends on itself in the end, or has
/// come to rest in vain.
public final class DependencyException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// From the process to what it lacks.
  private final transient List<Entry.Key> path;

  /// What is the matter.
  private final String problem;

  /// Makes an exception.
  ///
  /// @param path from the process that cannot start to what it lacks
  /// @param problem what is the matter with the last of them
  public DependencyException(List<Entry.Key> path, String problem) {
    super(
        path.stream().map(Entry.Key::toString).collect(Collectors.joining(" -> ")) + ": " + problem,
        null);
    this.path = List.copyOf(path);
    this.problem = problem;
  }

  /// {@return from the process that cannot start to what it lacks, both included}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public List<Entry.Key> path() {
    return path;
  }

  /// {@return what is the matter with the last of them}
  public String problem() {
    return problem;
  }
}
