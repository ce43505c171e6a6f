package dev.processmanager.supervise;

import dev.processmanager.probe.ProbeResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last answers of all checks of a process. Safe for use by many threads.
final class HealthHistory {

  private static final int CAPACITY = 20;
  private static final int MAX_REASON = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<HealthRecord> records = new ArrayDeque<>(CAPACITY);

  void add(HealthRecord answer) {
    lock.lock();
    try {
      if (records.size() == CAPACITY) {
        records.removeFirst();
      }
      records.addLast(answer);
    } finally {
      lock.unlock();
    }
  }

  /// Oldest first.
  List<HealthRecord> records() {
    lock.lock();
    try {
      return List.copyOf(records);
    } finally {
      lock.unlock();
    }
  }

  /// An answer short enough to be kept.
  static ProbeResult brief(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Pass pass -> pass;
      case ProbeResult.Fail(String reason) -> ProbeResult.fail(brief(reason));
      case ProbeResult.Inconclusive(String reason) -> ProbeResult.inconclusive(brief(reason));
    };
  }

  private static String brief(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
  }
}
