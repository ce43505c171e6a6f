package dev.processmanager.os;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values by keys that are never used twice: a place in a list together with the generation of that
/// place. Not safe for use by several threads.
final class SlotTable<T> {

  private static final long PLACE = 0xffff_ffffL;

  private final List<@Nullable T> values = new ArrayList<>();
  private final List<Integer> generations = new ArrayList<>();
  private final ArrayDeque<Integer> free = new ArrayDeque<>();

  long add(T value) {
    int place = free.isEmpty() ? values.size() : free.pop();
    if (place == values.size()) {
      values.add(value);
      generations.add(0);
    } else {
      values.set(place, value);
    }
    return (long) generations.get(place) << 32 | place;
  }

  /// Null if the key's value was removed.
  @Nullable T get(long key) {
    return isCurrent(key) ? values.get(place(key)) : null;
  }

  void remove(long key) {
    if (isCurrent(key) && values.get(place(key)) != null) {
      values.set(place(key), null);
      generations.set(place(key), generations.get(place(key)) + 1 & Integer.MAX_VALUE);
      free.push(place(key));
    }
  }

  boolean isEmpty() {
    return free.size() == values.size();
  }

  private boolean isCurrent(long key) {
    return place(key) < generations.size() && generations.get(place(key)) == (int) (key >>> 32);
  }

  private static int place(long key) {
    return (int) (key & PLACE);
  }
}
