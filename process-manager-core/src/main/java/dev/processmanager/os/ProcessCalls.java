package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ResourceUsage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the kernel of Linux on x86-64 tells about children: their descriptors, their ends, what
/// they have used.
final class ProcessCalls {

  private static final long SYS_WAITID = 247;
  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;
  private static final long P_PID = 1;
  private static final long WNOHANG = 1;
  private static final long WEXITED = 4;
  private static final long WNOWAIT = 0x0100_0000;
  private static final int CLD_EXITED = 1;
  private static final int CLD_DUMPED = 3;
  private static final int SIGKILL = 9;

  private ProcessCalls() {}

  /// How a child ended and what it used; the kernel knows both until it is reaped.
  record End(Exit exit, ResourceUsage usage) {}

  /// A descriptor that becomes readable when the process ends; negative where that fails.
  static int pidfdOpen(MemorySegment state, int pid) {
    return (int)
        Libc.syscall(state, SYS_PIDFD_OPEN, pid, 0, MemorySegment.NULL, 0, MemorySegment.NULL);
  }

  static boolean sendSignal(int pidfd, int signal) {
    return signalError(pidfd, signal) == 0;
  }

  /// Sends a signal, or with 0 only tries whether there is somebody to send one to; negative where
  /// that fails.
  static int signalError(int pidfd, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      return (int)
          Libc.syscall(
              Libc.callState(arena),
              SYS_PIDFD_SEND_SIGNAL,
              pidfd,
              signal,
              MemorySegment.NULL,
              0,
              MemorySegment.NULL);
    }
  }

  /// The end of a child that has ended, which keeps its number; empty while it runs.
  static Optional<End> peek(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(128, 8);
      MemorySegment usage = arena.allocate(144, 8);
      long result =
          Libc.syscall(
              Libc.callState(arena),
              SYS_WAITID,
              P_PID,
              pid,
              info,
              WEXITED | WNOHANG | WNOWAIT,
              usage);
      if (result == -Libc.EINTR) {
        return Optional.empty();
      }
      if (result < 0) {
        var unknown = new Exit.Unknown("waitid failed with error " + -result);
        return Optional.of(new End(unknown, ResourceUsage.unknown()));
      }
      boolean hasEnded = info.get(JAVA_INT, 16) != 0;
      return hasEnded ? Optional.of(new End(exit(info), usage(usage))) : Optional.empty();
    }
  }

  /// Kills a child, waits for its end, and lets its number go.
  static void end(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      Libc.kill(Libc.callState(arena), pid, SIGKILL);
    }
    wait(pid, WEXITED);
  }

  /// Lets the number of a child that has ended be used again.
  static void reap(int pid) {
    wait(pid, WEXITED | WNOHANG);
  }

  private static void wait(int pid, long options) {
    try (Arena arena = Arena.ofConfined()) {
      long result;
      do {
        result =
            Libc.syscall(
                Libc.callState(arena),
                SYS_WAITID,
                P_PID,
                pid,
                arena.allocate(128, 8),
                options,
                MemorySegment.NULL);
      } while (result == -Libc.EINTR);
    }
  }

  private static Exit exit(MemorySegment info) {
    int code = info.get(JAVA_INT, 8);
    int status = info.get(JAVA_INT, 24);
    return code == CLD_EXITED
        ? new Exit.Exited(status)
        : new Exit.Signalled(Signals.named(status), code == CLD_DUMPED);
  }

  private static ResourceUsage usage(MemorySegment rusage) {
    return new ResourceUsage(
        Optional.of(time(rusage, 0)),
        Optional.of(time(rusage, 16)),
        OptionalLong.empty(),
        OptionalLong.of(rusage.get(JAVA_LONG, 32) * 1_024),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static Duration time(MemorySegment rusage, long at) {
    return Duration.ofSeconds(rusage.get(JAVA_LONG, at))
        .plusNanos(rusage.get(JAVA_LONG, at + 8) * 1_000);
  }
}
