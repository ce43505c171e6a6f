package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one check's question in its rhythm for one run, never twice at a time. An answer that is
/// late counts as a failure when its time is up, and again after each further period.
final class CheckLoop {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final HealthCheck check;
  private final ProbeContext context;
  private final TimeSource time;
  private final BiConsumer<HealthCheck, ProbeResult> answers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Timer next;
  private @Nullable Timer watchdog;
  private @Nullable Thread asking;
  private boolean late;
  private boolean ended;

  CheckLoop(
      HealthCheck check,
      ProbeContext context,
      TimeSource time,
      BiConsumer<HealthCheck, ProbeResult> answers) {
    this.check = check;
    this.context = context;
    this.time = time;
    this.answers = answers;
  }

  void begin() {
    schedule(check.initialDelay());
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      cancel(next);
      cancel(watchdog);
      if (asking != null) {
        asking.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void schedule(Duration delay) {
    lock.lock();
    try {
      if (!ended) {
        next = time.after(delay, this::ask);
      }
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    if (!beginAsking()) {
      return;
    }
    ProbeResult answer;
    try {
      answer = check.probe().check(context);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
      LOG.debug("A {} check of {} could not be made", check.role(), context.id(), failure);
      answer = ProbeResult.inconclusive(String.valueOf(failure));
    }
    if (answeredInTime()) {
      report(answer);
    }
    schedule(check.period());
  }

  private boolean beginAsking() {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      late = false;
      asking = Thread.currentThread();
      watchdog = time.after(check.timeout(), this::timeIsUp);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void timeIsUp() {
    lock.lock();
    try {
      if (ended || asking == null) {
        return;
      }
      late = true;
      asking.interrupt();
      watchdog = time.after(check.period(), this::timeIsUp);
    } finally {
      lock.unlock();
    }
    report(ProbeResult.fail("no answer within " + check.timeout()));
  }

  private boolean answeredInTime() {
    lock.lock();
    try {
      cancel(watchdog);
      asking = null;
      return !late;
    } finally {
      lock.unlock();
    }
  }

  private void report(ProbeResult answer) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
    } finally {
      lock.unlock();
    }
    answers.accept(check, answer);
  }

  private static void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
