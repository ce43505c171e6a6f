package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One platform thread that serves the descriptors of all children. Nobody else closes a descriptor
/// that is registered here, and what is registered is known by its place in a table together with
/// the generation of that place, never by its number, which the system uses again at once.
final class EpollLoop {

  static final int READABLE = 1;
  static final int WRITABLE = 4;

  /// Of pipes that others write and read; large, since a call costs more than its bytes.
  static final int BUFFER_SIZE = 262_144;

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MAX_EVENTS = 256;
  private static final int EVENT_SIZE = 12;
  private static final long WAKE = -1;
  private static final long NONE = -2;
  private static final Duration NEXT_TRY = Duration.ofMillis(50);

  /// Something that can be registered.
  abstract static class Source {
    private long key = NONE;

    /// Called on the loop's thread, perhaps before [EpollLoop#add] returns elsewhere.
    abstract void ready();

    boolean isRegistered() {
      return key != NONE;
    }
  }

  private record Deadline(long at, Runnable action) {}

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = Libc.callState(arena);
  private final MemorySegment events = arena.allocate(EVENT_SIZE * (long) MAX_EVENTS, 4);
  private final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 64);
  private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
  private final int epoll;
  private final int wakeFd;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Deadline> deadlines =
      new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));
  private final Thread thread =
      Thread.ofPlatform().daemon().name("process-manager-loop").unstarted(this::serve);

  /// Guards what follows, which several threads use.
  private final ReentrantLock lock = new ReentrantLock();

  private final SlotTable<Source> sources = new SlotTable<>();
  private final MemorySegment sharedState = Libc.callState(arena);
  private final MemorySegment event = arena.allocate(EVENT_SIZE, 4);
  private boolean ended;

  private volatile boolean closing;

  /// @param epoll an epoll instance, which is the loop's own from now on
  /// @param wakeFd an event descriptor, likewise
  EpollLoop(int epoll, int wakeFd) {
    this.epoll = epoll;
    this.wakeFd = wakeFd;
    thread.start();
  }

  /// Runs a task on the loop's thread.
  void execute(Runnable task) {
    tasks.add(task);
    lock.lock();
    try {
      if (!ended) {
        Libc.write(sharedState, wakeFd, one);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Runs an action on the loop's thread after a while. Called on the loop's thread.
  ///
  /// @return takes it back, on the loop's thread
  Runnable after(Duration delay, Runnable action) {
    var deadline = new Deadline(System.nanoTime() + delay.toNanos(), action);
    deadlines.add(deadline);
    return () -> deadlines.remove(deadline);
  }

  /// Serves a descriptor until it is removed. On any thread: a child is registered by the one that
  /// has started it, since waking this one takes a processor from the child.
  void add(int fd, int interest, Source source) {
    lock.lock();
    try {
      if (ended) {
        throw new IllegalStateException("The engine is closed");
      }
      source.key = sources.add(source);
      watch(fd, interest, source.key);
    } finally {
      lock.unlock();
    }
  }

  /// The system may be short of what it takes; then it is asked again.
  private void watch(int fd, int interest, long key) {
    lock.lock();
    try {
      if (sources.get(key) != null && !register(fd, interest, key)) {
        execute(() -> after(NEXT_TRY, () -> watch(fd, interest, key)));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Called on the loop's thread; the descriptor stays open.
  void remove(int fd, Source source) {
    lock.lock();
    try {
      if (source.isRegistered()) {
        Libc.epollCtl(state, epoll, DELETE, fd, MemorySegment.NULL);
        sources.remove(source.key);
        source.key = NONE;
      }
    } finally {
      lock.unlock();
    }
  }

  /// The buffer that all reads share, and the place for their error numbers. For the loop's thread.
  MemorySegment buffer() {
    return buffer;
  }

  MemorySegment callState() {
    return state;
  }

  /// Ends the thread as soon as nothing is registered, and waits for it: a JVM that ends with a
  /// thread inside `epoll_wait` waits 300 ms for it in vain.
  void close(Duration limit) {
    closing = true;
    execute(() -> {});
    try {
      thread.join(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean register(int fd, int interest, long key) {
    event.set(JAVA_INT, 0, interest);
    event.set(JAVA_LONG_UNALIGNED, 4, key);
    return Libc.epollCtl(sharedState, epoll, ADD, fd, event) == 0;
  }

  private void serve() {
    watchWakeFd();
    while (!hasEnded()) {
      int n = Libc.epollWait(state, epoll, events, MAX_EVENTS, waitMillis());
      for (int i = 0; i < n; i++) {
        dispatch(events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT_SIZE + 4));
      }
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        guarded(task);
      }
      runDue();
    }
  }

  private void watchWakeFd() {
    lock.lock();
    try {
      if (!register(wakeFd, READABLE, WAKE)) {
        after(NEXT_TRY, this::watchWakeFd);
      }
    } finally {
      lock.unlock();
    }
  }

  /// It ends only once, and nothing comes in between.
  private boolean hasEnded() {
    lock.lock();
    try {
      if (closing && sources.isEmpty() && tasks.isEmpty() && deadlines.isEmpty()) {
        ended = true;
        Libc.close(state, wakeFd);
        Libc.close(state, epoll);
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void dispatch(long key) {
    if (key == WAKE) {
      Libc.read(state, wakeFd, buffer.asSlice(0, Long.BYTES));
      return;
    }
    Source source = sourceOf(key);
    if (source != null) {
      guarded(source::ready);
    }
  }

  private @Nullable Source sourceOf(long key) {
    lock.lock();
    try {
      return sources.get(key);
    } finally {
      lock.unlock();
    }
  }

  private int waitMillis() {
    Deadline next = deadlines.peek();
    if (next == null) {
      return -1;
    }
    long wait = next.at - System.nanoTime();
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(wait) + 1);
  }

  private void runDue() {
    long now = System.nanoTime();
    while (!deadlines.isEmpty() && deadlines.peek().at - now <= 0) {
      guarded(deadlines.poll().action);
    }
  }

  /// Whatever one child causes, the others are served.
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("The loop goes on after a failure", failure);
    }
  }
}
