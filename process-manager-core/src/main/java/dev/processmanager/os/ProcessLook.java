package dev.processmanager.os;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One look at all processes of a system, for all who ask at about the same time: whoever stops
/// hundreds at once would look hundreds of times otherwise. Safe for use by many threads.
final class ProcessLook {

  private record Variable(long pid, String name) {}

  private final ProcFs proc;
  private final List<ProcFs.Stat> all;

  /// Those that somebody has asked for.
  private final Map<Variable, Optional<String>> variables = new ConcurrentHashMap<>();

  private ProcessLook(ProcFs proc) throws IOException {
    this.proc = proc;
    this.all = proc.all();
  }

  /// The facts about every process that does not hide them.
  List<ProcFs.Stat> all() {
    return all;
  }

  /// Whether the environment a process was started with has this variable, with this value if one
  /// is given.
  ///
  /// @throws IOException if nothing can be read now
  boolean hasVariable(long pid, String name, Optional<String> wanted) throws IOException {
    var variable = new Variable(pid, name);
    Optional<String> value = variables.get(variable);
    if (value == null) {
      value = proc.variable(pid, name);
      variables.put(variable, value);
    }
    return value.isPresent() && wanted.map(value.get()::equals).orElse(true);
  }

  /// Where looks are taken.
  static final class Shared {

    private final ReentrantLock lock = new ReentrantLock();
    private WeakReference<@Nullable ProcessLook> last = new WeakReference<>(null);
    private long lastBegan;

    /// A look that began after this was called.
    ///
    /// @throws IOException if there are processes that cannot be read now
    ProcessLook take(ProcFs proc) throws IOException {
      long asked = System.nanoTime();
      lock.lock();
      try {
        ProcessLook others = last.get();
        if (others != null && lastBegan - asked > 0) {
          return others;
        }
        long begin = System.nanoTime();
        var own = new ProcessLook(proc);
        lastBegan = begin;
        last = new WeakReference<>(own);
        return own;
      } finally {
        lock.unlock();
      }
    }
  }
}
