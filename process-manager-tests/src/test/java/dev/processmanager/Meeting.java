package dev.processmanager;

import java.util.concurrent.atomic.AtomicInteger;

/// Where two threads meet, again and again, to do what they do at the same instant.
public final class Meeting {

  private final AtomicInteger arrivals = new AtomicInteger();

  /// Waits for the other one and then does this thread's part.
  public void then(Runnable work) {
    int both = arrivals.getAndIncrement() / 2 * 2 + 2;
    for (int i = 1; arrivals.get() < both; i++) {
      if (i % 1_000 == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
    work.run();
  }
}
