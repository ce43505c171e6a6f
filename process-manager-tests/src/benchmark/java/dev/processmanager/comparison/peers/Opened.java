package dev.processmanager.comparison.peers;

import org.jspecify.annotations.Nullable;

/// What a peer has opened to take part.
final class Opened<T> {

  private @Nullable T it;

  void is(T opened) {
    it = opened;
  }

  T get() {
    T opened = it;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }
}
