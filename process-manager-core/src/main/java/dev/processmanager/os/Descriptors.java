package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/// The descriptors that one spawn opens: whatever is not kept when it is over is closed.
final class Descriptors implements AutoCloseable {

  /// Both ends are closed in every child but for what it is given.
  record Pipe(int readEnd, int writeEnd) {}

  private final Arena arena;
  private final MemorySegment state;
  private final String program;
  private final Set<Integer> open = new HashSet<>();

  Descriptors(Arena arena, String program) {
    this.arena = arena;
    this.state = Libc.callState(arena);
    this.program = program;
  }

  Pipe pipe() {
    MemorySegment ends = arena.allocate(JAVA_INT, 2);
    require(Libc.pipe(state, ends));
    int readEnd = added(ends.getAtIndex(JAVA_INT, 0));
    int writeEnd = added(ends.getAtIndex(JAVA_INT, 1));
    return new Pipe(outOfTheWay(readEnd), outOfTheWay(writeEnd));
  }

  /// A child's descriptors are set one after the other, and none may be in the place of another.
  private int outOfTheWay(int fd) {
    if (fd > Stdin.Channel.REQUESTS) {
      return fd;
    }
    int moved = added(Libc.fcntl(state, fd, Libc.F_DUPFD_CLOEXEC, Stdin.Channel.REQUESTS + 1));
    closeNow(fd);
    return moved;
  }

  int ofChild(int pid) {
    return added(ProcessCalls.pidfdOpen(state, pid));
  }

  EpollLoop loop() {
    int epoll = added(Libc.epollCreate(state));
    int wake = added(Libc.eventFd(state));
    var loop = new EpollLoop(epoll, wake);
    keep(epoll, wake);
    return loop;
  }

  void nonBlocking(int... fds) {
    for (int fd : fds) {
      require(Libc.fcntl(state, fd, Libc.F_SETFL, Libc.O_NONBLOCK));
    }
  }

  void keep(int... fds) {
    for (int fd : fds) {
      open.remove(fd);
    }
  }

  /// Closes what the child has by now, which leaves room for what comes next.
  void closeNow(int... fds) {
    for (int fd : fds) {
      open.remove(fd);
      Libc.close(state, fd);
    }
  }

  @Override
  public void close() {
    open.forEach(fd -> Libc.close(state, fd));
  }

  private int added(int fd) {
    open.add(require(fd));
    return fd;
  }

  private int require(int result) {
    if (result < 0) {
      throw SpawnErrors.explained(program, -result, null);
    }
    return result;
  }
}
