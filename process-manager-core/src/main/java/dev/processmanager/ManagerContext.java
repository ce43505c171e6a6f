package dev.processmanager;

import dev.processmanager.os.Spawner;
import dev.processmanager.process.ForwardingContext;
import dev.processmanager.process.LaunchContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A launch context with what only the manager knows: its engine, and a mark of this one run that
/// all descendants inherit.
record ManagerContext(LaunchContext run, Spawner engine, Map<String, String> environment)
    implements ForwardingContext {

  /// How the marks of attached processes begin, by which managers find what they have to end.
  static final String MARK_PREFIX = "PROCESS_MANAGER_";

  /// The mark of a detached process, which no manager's end looks for.
  private static final String DETACHED_MARK = "PROCESS_DETACHED";

  /// True randomness has its price, so it is paid once.
  private static final String HOST = UUID.randomUUID().toString();

  private static final AtomicLong RUNS = new AtomicLong();

  /// A host may be marked itself, as the attached child of another.
  private static final Map<String, String> OWN_MARKS = ownMarks();

  private static Map<String, String> ownMarks() {
    var marks = new HashMap<String, String>();
    for (String name : System.getenv().keySet()) {
      if (name.startsWith(MARK_PREFIX)) {
        marks.put(name, System.getenv(name));
      }
    }
    return Map.copyOf(marks);
  }

  /// Whatever has no mark of its own is given one. An attached child of an attached child is its
  /// manager's, too, even with a cleared environment.
  static ManagerContext of(LaunchContext run, Spawner engine, String mark) {
    var environment = new HashMap<>(run.environment());
    if (run.isDetached()) {
      environment.computeIfAbsent(DETACHED_MARK, _ -> newValue());
    } else {
      environment.putAll(OWN_MARKS);
      environment.computeIfAbsent(mark, _ -> newValue());
    }
    return new ManagerContext(run, engine, Map.copyOf(environment));
  }

  /// A mark that no other run has, as `NAME=value`.
  static String newCookie(boolean detached, String mark) {
    return (detached ? DETACHED_MARK : mark) + "=" + newValue();
  }

  private static String newValue() {
    return HOST + "-" + RUNS.incrementAndGet();
  }

  @Override
  public Set<String> withheld() {
    return run.isDetached() ? OWN_MARKS.keySet() : Set.of();
  }

  @Override
  public <T> Optional<T> service(Class<T> type) {
    return type.isInstance(engine) ? Optional.of(type.cast(engine)) : run.service(type);
  }
}
