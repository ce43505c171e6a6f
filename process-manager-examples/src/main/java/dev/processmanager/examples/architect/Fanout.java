package dev.processmanager.examples.architect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Hands on to everybody who listens. Safe for use by many threads.
final class Fanout<T> implements Consumer<T> {

  /// Each is an object of its own, so that the same consumer can listen twice.
  private record Place<T>(Object key, Consumer<? super T> listener) {}

  private final List<Place<T>> places = new CopyOnWriteArrayList<>();

  AutoCloseable add(Consumer<? super T> listener) {
    var place = new Place<T>(new Object(), listener);
    places.add(place);
    return () -> places.remove(place);
  }

  @Override
  public void accept(T value) {
    places.forEach(place -> place.listener().accept(value));
  }
}
