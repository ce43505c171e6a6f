package dev.processmanager.probe;

import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A probe with a time limit of its own. It is asked on the asking thread, so that there never is
/// more than one question at a time; an interrupt that the limit caused ends with it.
record Limited(Probe probe, Duration limit) implements Probe {

  Limited {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("limit must be positive, not " + limit);
    }
  }

  @Override
  public ProbeResult check(ProbeContext context) throws Exception {
    var question = new Question();
    Timer timer = context.time().after(limit, question::timeIsUp);
    try {
      ProbeResult answer = probe.check(context);
      return question.close() ? answer : late();
    } catch (Exception failure) {
      if (question.close()) {
        throw failure;
      }
      return late();
    } finally {
      timer.cancel();
      question.close();
    }
  }

  private ProbeResult late() {
    return ProbeResult.fail("no answer within " + limit);
  }

  private static final class Question {
    private final Thread asking = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;
    private boolean late;

    void timeIsUp() {
      lock.lock();
      try {
        if (!closed) {
          late = true;
          asking.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /// Whether the limit was kept; no interrupt comes any more, and none is left.
    boolean close() {
      lock.lock();
      try {
        if (!closed && late) {
          Thread.interrupted();
        }
        closed = true;
        return !late;
      } finally {
        lock.unlock();
      }
    }
  }
}
