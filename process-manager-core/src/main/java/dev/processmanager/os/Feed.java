package dev.processmanager.os;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Bytes that an engine takes for a child without ever waiting for them. Safe for use by many
/// threads.
interface Feed {

  /// What comes next, which does not change any more; null if there is nothing now.
  @Nullable ByteBuffer poll();

  /// Whether nothing is there and nothing will come.
  boolean isExhausted();

  /// Has an action called, on a writer's thread, whenever there is something to poll or to end.
  void onNews(Runnable action);

  /// Nobody reads any more: what is there is dropped.
  void breakOff(String reason);
}
