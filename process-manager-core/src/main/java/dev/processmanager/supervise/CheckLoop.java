package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one check's question in its rhythm for one run, never twice at a time. An answer that is
/// late counts as a failure when its time is up, and again after each further period.
final class CheckLoop {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private static final long SLOTS_A_PERIOD = 20;
  private static final long LONGEST_SLOT = 50_000_000;

  private final HealthCheck check;
  private final ProbeContext context;
  private final TimeSource time;
  private final BiConsumer<ProbeResult, Duration> answers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Timer next;
  private @Nullable Question open;
  private boolean ended;

  /// One question that waits for its answer.
  private static final class Question {
    private final Thread asking = Thread.currentThread();
    private final long askedAt;
    private @Nullable Timer watchdog;
    private boolean late;

    Question(long askedAt) {
      this.askedAt = askedAt;
    }
  }

  /// @param answers takes each answer and how long it took
  CheckLoop(
      HealthCheck check,
      ProbeContext context,
      TimeSource time,
      BiConsumer<ProbeResult, Duration> answers) {
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
      if (open != null) {
        cancel(open.watchdog);
        open.asking.interrupt();
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
    Question question = opened();
    if (question == null) {
      return;
    }
    ProbeResult answer = answer();
    if (closed(question)) {
      report(question, answer);
    }
    schedule(sharedWait());
  }

  /// The period, cut to the end of a slot: checks of many processes that are due at nearly the same
  /// time share one wake-up, which costs more than most checks do.
  private Duration sharedWait() {
    long period = TimeUnit.NANOSECONDS.convert(check.period());
    long slot = Math.clamp(period / SLOTS_A_PERIOD, 1, LONGEST_SLOT);
    long due = time.nanoTime() + period;
    return Duration.ofNanos(period - Math.floorMod(due, slot));
  }

  /// A probe is user code: whatever it does, the next question follows.
  private ProbeResult answer() {
    try {
      ProbeResult answer = check.probe().check(context);
      return answer != null ? answer : ProbeResult.inconclusive("the probe gave null");
    } catch (Throwable failure) {
      LOG.debug("A {} check of {} could not be made", check.role(), context.id(), failure);
      return ProbeResult.inconclusive(String.valueOf(failure));
    }
  }

  private @Nullable Question opened() {
    lock.lock();
    try {
      if (ended) {
        return null;
      }
      var question = new Question(time.nanoTime());
      question.watchdog = time.after(check.timeout(), () -> timeIsUp(question));
      open = question;
      return question;
    } finally {
      lock.unlock();
    }
  }

  private void timeIsUp(Question question) {
    lock.lock();
    try {
      if (ended || open != question) {
        return;
      }
      question.late = true;
      question.asking.interrupt();
      question.watchdog = time.after(check.period(), () -> timeIsUp(question));
    } finally {
      lock.unlock();
    }
    report(question, ProbeResult.fail("no answer within " + check.timeout()));
  }

  /// Whether the answer came in time.
  private boolean closed(Question question) {
    lock.lock();
    try {
      cancel(question.watchdog);
      open = null;
      return !question.late;
    } finally {
      lock.unlock();
    }
  }

  private void report(Question question, ProbeResult answer) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
    } finally {
      lock.unlock();
    }
    answers.accept(answer, Duration.ofNanos(time.nanoTime() - question.askedAt));
  }

  private static void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
