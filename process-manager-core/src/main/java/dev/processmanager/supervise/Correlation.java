package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.MDC;

/// What everything that is done for one process logs with: what its registering thread logged with
/// at that time, such as a request's id, and the process with its generation. Immutable.
///
/// @param fields what stays the same
/// @param generation its incarnation of the moment
record Correlation(Map<String, String> fields, IntSupplier generation)
    implements UnaryOperator<Runnable> {

  /// Takes over what this thread logs with.
  static Correlation capture(Entry.Key key, IntSupplier generation) {
    var fields = new HashMap<>(Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of));
    fields.put("process", key.toString());
    return new Correlation(fields, generation);
  }

  /// The same for one incarnation.
  Correlation at(int one) {
    return new Correlation(fields, () -> one);
  }

  /// The same work, logging with these fields and no others.
  @Override
  public Runnable apply(Runnable work) {
    return () -> {
      Map<String, String> before = MDC.getCopyOfContextMap();
      MDC.setContextMap(fields);
      MDC.put("generation", Integer.toString(generation.getAsInt()));
      try {
        work.run();
      } finally {
        if (before == null) {
          MDC.clear();
        } else {
          MDC.setContextMap(before);
        }
      }
    };
  }

  /// A time whose timers log with these fields.
  TimeSource over(TimeSource time) {
    return new CorrelatedTime(time, this);
  }

  private record CorrelatedTime(TimeSource time, Correlation correlation) implements TimeSource {

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
      return time.after(delay, correlation.apply(action));
    }
  }
}
