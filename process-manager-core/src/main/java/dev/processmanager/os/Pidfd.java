package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// A descriptor of a process, whoever its parent is: it never comes to mean another. Safe for use
/// by many threads until it is closed.
final class Pidfd implements AutoCloseable {

  private static final long SYS_FSTAT = 5;
  private static final long SYS_IOCTL = 16;
  private static final long SYS_FSTATFS = 138;

  /// Before Linux 6.9 all of them have the same inode, on another file system.
  private static final long PID_FILE_SYSTEM = 0x5049_4446;

  private static final int ESRCH = 3;
  private static final long STRUCT_SIZE = 144;

  /// What `PIDFD_GET_INFO` was when it first told of ends, with Linux 6.15.
  private static final long INFO_SIZE = 72;

  private static final long GET_INFO = 3L << 30 | INFO_SIZE << 16 | 0xffL << 8 | 11;
  private static final long INFO_EXIT = 8;
  private static final long EXIT_STATUS = 60;

  private final int fd;

  private Pidfd(int fd) {
    this.fd = fd;
  }

  /// Opens one; it is not [#isOpen()] if that fails.
  static Pidfd of(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      boolean isNumber = pid > 0 && pid <= Integer.MAX_VALUE;
      return new Pidfd(
          isNumber ? ProcessCalls.pidfdOpen(Libc.callState(arena), (int) pid) : -ESRCH);
    }
  }

  /// One that is not open.
  static Pidfd none() {
    return new Pidfd(-ESRCH);
  }

  boolean isOpen() {
    return fd >= 0;
  }

  /// Whether nobody had the number.
  boolean hadNobody() {
    return fd == -ESRCH;
  }

  /// The descriptor, or where there is none, the negative error number.
  int number() {
    return fd;
  }

  /// Whether the process has its number, be it as a zombie; others may not be allowed to signal it.
  boolean isListed() {
    return isOpen() && ProcessCalls.signalError(fd, 0) != -ESRCH;
  }

  boolean send(Signal signal) {
    return isOpen() && ProcessCalls.sendSignal(fd, signal.number());
  }

  /// What no other process of this boot has, as far as the system tells.
  OptionalLong inode() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.callState(arena);
      MemorySegment told = arena.allocate(STRUCT_SIZE, 8);
      if (!isOpen()
          || call(state, SYS_FSTATFS, told.address(), MemorySegment.NULL) < 0
          || told.get(JAVA_LONG, 0) != PID_FILE_SYSTEM
          || call(state, SYS_FSTAT, told.address(), MemorySegment.NULL) < 0) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(told.get(JAVA_LONG, 8));
    }
  }

  /// How it ended, which the system tells once its parent has collected it.
  Optional<Exit> exit() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_SIZE, 8);
      info.set(JAVA_LONG, 0, INFO_EXIT);
      boolean told =
          isOpen()
              && call(Libc.callState(arena), SYS_IOCTL, GET_INFO, info) >= 0
              && (info.get(JAVA_LONG, 0) & INFO_EXIT) != 0;
      return told
          ? Optional.of(Exits.ofWaitStatus(info.get(JAVA_INT, EXIT_STATUS)))
          : Optional.empty();
    }
  }

  private long call(MemorySegment state, long number, long second, MemorySegment third) {
    return Libc.syscall(state, number, fd, second, third, 0, MemorySegment.NULL);
  }

  @Override
  public void close() {
    if (isOpen()) {
      try (Arena arena = Arena.ofConfined()) {
        Libc.close(Libc.callState(arena), fd);
      }
    }
  }
}
