package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// An adopted process that is known by a descriptor, which never comes to mean another.
final class NativeAdopted extends AdoptedChild {

  private static final Duration NEXT_LOOK = Duration.ofMillis(2);

  private final Pidfd pidfd;
  private final EpollLoop loop;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  /// When it ended, on the loop's thread.
  private long endedAt;

  private Runnable nextLook = () -> {};

  private final EpollLoop.Source end =
      new EpollLoop.Source() {
        @Override
        void ready() {
          ended();
        }
      };

  /// @param pidfd becomes this one's own; it is not open if the process had ended before
  NativeAdopted(
      Identity.OfProcess identity,
      Traces traces,
      Identities identities,
      Pidfd pidfd,
      EpollLoop loop) {
    super(identity, traces, identities);
    this.pidfd = pidfd;
    this.loop = loop;
  }

  void begin() {
    if (pidfd.isOpen()) {
      loop.add(pidfd.number(), EpollLoop.READABLE, end);
    } else {
      loop.execute(this::ended);
    }
  }

  private void ended() {
    endedAt = System.nanoTime();
    loop.remove(pidfd.number(), end);
    look();
  }

  private void look() {
    boolean patient = System.nanoTime() - endedAt < PATIENCE.toNanos();
    Optional<Exit> how = traces.exit(pidfd::exit, patient);
    if (how.isPresent()) {
      close();
      exit.complete(how.get());
    } else {
      nextLook = loop.after(NEXT_LOOK, this::look);
    }
  }

  @Override
  public boolean signal(Signal signal) {
    lock.lock();
    try {
      return !closed && !exit.isDone() && pidfd.send(signal);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void leave() {
    loop.execute(
        () -> {
          loop.remove(pidfd.number(), end);
          nextLook.run();
          close();
        });
  }

  private void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        pidfd.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
