package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The functions of glibc that the native engine uses, bound when first used. Like the kernel's own
/// calls, each gives a negative error number where it fails.
@SuppressWarnings("restricted")
final class Libc {

  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int O_CLOEXEC = 0x80000;
  static final int O_NONBLOCK = 0x800;
  static final int F_SETFL = 4;
  static final int F_DUPFD_CLOEXEC = 1_030;
  static final int F_SETPIPE_SZ = 1031;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle PIPE2 = call("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle FCNTL =
      LINKER.downcallHandle(
          symbol("fcntl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          WITH_ERRNO,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle EPOLL_CREATE = call("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      call("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          symbol("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
          WITH_ERRNO,
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle KILL = call("kill", JAVA_INT, JAVA_INT, JAVA_INT);

  private Libc() {}

  /// Where a thread's calls leave their error number. Not for use by several threads at once.
  static MemorySegment callState(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  static MethodHandle plain(String name, ValueLayout result, ValueLayout... parameters) {
    return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, parameters));
  }

  static MemorySegment symbol(String name) {
    return SYMBOLS
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
  }

  private static MethodHandle call(String name, ValueLayout result, ValueLayout... parameters) {
    return LINKER.downcallHandle(
        symbol(name), FunctionDescriptor.of(result, parameters), WITH_ERRNO);
  }

  static int pipe(MemorySegment state, MemorySegment twoInts) {
    try {
      return checked((int) PIPE2.invokeExact(state, twoInts, O_CLOEXEC), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int close(MemorySegment state, int fd) {
    try {
      return checked((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static long read(MemorySegment state, int fd, MemorySegment buffer) {
    try {
      long n = (long) READ.invokeExact(state, fd, buffer, buffer.byteSize());
      return n >= 0 ? n : -errno(state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static long write(MemorySegment state, int fd, MemorySegment buffer) {
    try {
      long n = (long) WRITE.invokeExact(state, fd, buffer, buffer.byteSize());
      return n >= 0 ? n : -errno(state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int fcntl(MemorySegment state, int fd, int command, int argument) {
    try {
      return checked((int) FCNTL.invokeExact(state, fd, command, argument), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int epollCreate(MemorySegment state) {
    try {
      return checked((int) EPOLL_CREATE.invokeExact(state, O_CLOEXEC), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int epollCtl(MemorySegment state, int epoll, int operation, int fd, MemorySegment event) {
    try {
      return checked((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int epollWait(MemorySegment state, int epoll, MemorySegment events, int max, int millis) {
    try {
      return checked((int) EPOLL_WAIT.invokeExact(state, epoll, events, max, millis), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int eventFd(MemorySegment state) {
    try {
      return checked((int) EVENTFD.invokeExact(state, 0, O_CLOEXEC | O_NONBLOCK), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int kill(MemorySegment state, int pid, int signal) {
    try {
      return checked((int) KILL.invokeExact(state, pid, signal), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static long syscall(
      MemorySegment state, long number, long a, long b, MemorySegment c, long d, MemorySegment e) {
    try {
      long result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e);
      return result >= 0 ? result : -errno(state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  private static int checked(int result, MemorySegment state) {
    return result >= 0 ? result : -errno(state);
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /// A downcall itself throws nothing.
  static IllegalStateException unexpected(Throwable failure) {
    return new IllegalStateException("A call of the C library failed", failure);
  }
}
