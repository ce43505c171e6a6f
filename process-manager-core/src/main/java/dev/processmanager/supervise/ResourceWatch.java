package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.restart.Cause;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks in a rhythm at what one run uses, and tells when that is too much: once each time it has
/// become too much.
final class ResourceWatch {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  /// What a look saw.
  private record Sample(ResourceUsage usage, long at) {
    OptionalDouble cpuPercentSince(Sample before) {
      return usage.cpuPercentSince(before.usage, Duration.ofNanos(at - before.at));
    }
  }

  private final ResourceLimits limits;
  private final Execution run;
  private final int generation;
  private final TimeSource time;
  private final Consumer<Input> news;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Timer next;
  private @Nullable Timer oldAge;
  private boolean ended;
  private @Nullable Sample last;
  private int overMemory;
  private int overCpu;

  ResourceWatch(
      ResourceLimits limits, Execution run, int generation, TimeSource time, Consumer<Input> news) {
    this.limits = limits;
    this.run = run;
    this.generation = generation;
    this.time = time;
    this.news = news;
  }

  void begin() {
    lock.lock();
    try {
      limits.maxAge().ifPresent(age -> oldAge = time.after(age, () -> tooOld(age)));
    } finally {
      lock.unlock();
    }
    lookLater();
  }

  private void lookLater() {
    lock.lock();
    try {
      if (!ended && !limits.limitNoUse()) {
        next = time.after(limits.every(), this::look);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tooOld(Duration age) {
    tell(Cause.MAX_AGE, "it has run for " + Words.of(age));
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      Optional.ofNullable(next).ifPresent(Timer::cancel);
      Optional.ofNullable(oldAge).ifPresent(Timer::cancel);
    } finally {
      lock.unlock();
    }
  }

  /// One look follows another, so that there are never two at once.
  private void look() {
    try {
      judge(new Sample(run.treeUsage(), time.nanoTime()));
    } catch (RuntimeException | Error failure) {
      LOG.warn("What generation {} uses cannot be told", generation, failure);
    }
    lookLater();
  }

  private void judge(Sample now) {
    Sample before = last;
    last = now;
    OptionalDouble cpu = before == null ? OptionalDouble.empty() : now.cpuPercentSince(before);
    boolean tooMuchMemory =
        limits.maxMemory().isPresent()
            && now.usage.rssBytes().orElse(0) > limits.maxMemory().getAsLong();
    boolean tooMuchCpu =
        limits.maxCpuPercent().isPresent() && cpu.orElse(0) > limits.maxCpuPercent().getAsDouble();
    overMemory = tooMuchMemory ? overMemory + 1 : 0;
    overCpu = tooMuchCpu ? overCpu + 1 : 0;
    if (overMemory == limits.samples()) {
      tell(
          Cause.MEMORY_LIMIT,
          "it uses "
              + now.usage.rssBytes().orElse(0)
              + " bytes of memory, more than "
              + limits.maxMemory().getAsLong());
    }
    if (overCpu == limits.samples()) {
      tell(
          Cause.CPU_LIMIT,
          "it uses "
              + Math.round(cpu.orElse(0))
              + " % of a processor, more than "
              + limits.maxCpuPercent().getAsDouble());
    }
  }

  private void tell(Cause cause, String reason) {
    news.accept(new Input.LimitExceeded(generation, cause, reason, limits.ends()));
  }
}
