package dev.processmanager.supervise;

import dev.processmanager.output.Line;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks out for certain lines of one incarnation. It keeps no line, only whether one has come.
final class LineWatch implements Consumer<Line> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  /// Patterns themselves are equal to nothing but themselves.
  private record Key(String regex, int flags) {
    static Key of(Pattern pattern) {
      return new Key(pattern.pattern(), pattern.flags());
    }
  }

  private static final class Sought {
    private final Pattern pattern;
    private volatile boolean found;

    Sought(Pattern pattern) {
      this.pattern = pattern;
    }
  }

  private final Map<Key, Sought> known = new ConcurrentHashMap<>();
  private final List<Sought> open = new CopyOnWriteArrayList<>();

  /// @param patterns what to look out for from the beginning
  LineWatch(List<Pattern> patterns) {
    patterns.forEach(this::sought);
  }

  @Override
  public void accept(Line line) {
    open.removeIf(
        sought -> {
          sought.found = matches(sought, line);
          return sought.found;
        });
  }

  /// Whether such a line has come. One that nobody has asked about before is looked out for from
  /// now on.
  boolean hasSeen(Pattern pattern) {
    return sought(pattern).found;
  }

  private Sought sought(Pattern pattern) {
    return known.computeIfAbsent(
        Key.of(pattern),
        _ -> {
          var added = new Sought(pattern);
          open.add(added);
          return added;
        });
  }

  /// A regular expression that is too much for a line must not cost the output its listener.
  private static boolean matches(Sought sought, Line line) {
    try {
      return sought.pattern.matcher(line.text()).find();
    } catch (StackOverflowError tooMuch) {
      LOG.warn("A line is too long for the pattern \"{}\"", sought.pattern, tooMuch);
      return false;
    }
  }
}
