package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.util.Optional;
import java.util.function.Supplier;

/// An adopted process that is looked at again and again, since the JDK takes seconds to notice the
/// end of one that is not its child.
final class PortableAdopted extends AdoptedChild implements PollingPump.Polled {

  private static final long SHORTEST_WAIT = 10_000_000;
  private static final long LONGEST_WAIT = 100_000_000;
  private static final long NEXT_LOOK = 5_000_000;

  private final Supplier<Verdict> verdict;
  private final Signals signals;
  private final PollingPump pump;
  private long wait = SHORTEST_WAIT;
  private volatile long lookAgainAt = System.nanoTime();
  private volatile boolean hurried;
  private volatile boolean left;
  private boolean ended;
  private long endedAt;

  /// @param verdict whether it still is the same
  PortableAdopted(
      Identity.OfProcess identity,
      Traces traces,
      Identities identities,
      Supplier<Verdict> verdict,
      Signals signals,
      PollingPump pump) {
    super(identity, traces, identities);
    this.verdict = verdict;
    this.signals = signals;
    this.pump = pump;
    pump.add(this);
  }

  @Override
  public long poll(byte[] buffer, long now) {
    if (lookAgainAt - now > 0) {
      return lookAgainAt - now;
    }
    if (hurried) {
      hurried = false;
      wait = SHORTEST_WAIT;
    }
    if (!ended && hasEnded()) {
      ended = true;
      endedAt = now;
    }
    if (ended) {
      Optional<Exit> how = traces.exit(Optional::empty, now - endedAt < PATIENCE.toNanos());
      how.ifPresent(exit::complete);
      wait = NEXT_LOOK;
    }
    lookAgainAt = now + wait;
    long next = wait;
    wait = Math.min(wait + wait / 4, LONGEST_WAIT);
    return next;
  }

  /// The first answer is cheap, but takes somebody who hides for dead.
  private boolean hasEnded() {
    return isOver(identities.verdict(identity)) && isOver(verdict.get());
  }

  private static boolean isOver(Verdict verdict) {
    return verdict == Verdict.DEAD || verdict == Verdict.REUSED;
  }

  @Override
  public boolean isFinished() {
    return left || exit.isDone();
  }

  /// Whoever may be about to end is looked at more often. The handle comes first: the JDK compares
  /// the start time again just before it sends.
  @Override
  public boolean signal(Signal signal) {
    boolean sent =
        !exit.isDone()
            && ProcessHandle.of(identity.pid())
                .filter(_ -> verdict.get() == Verdict.SAME)
                .map(handle -> signals.send(handle, signal))
                .orElse(false);
    lookNow();
    return sent;
  }

  @Override
  void lookNow() {
    hurried = true;
    lookAgainAt = System.nanoTime();
    pump.wake();
  }

  @Override
  public void leave() {
    left = true;
    pump.wake();
  }
}
