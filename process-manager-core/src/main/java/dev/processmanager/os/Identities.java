package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.time.Instant;

/// Takes the identity of a process and compares it with who has its number now.
final class Identities {

  private static final long UNKNOWN_START = -1;

  private final Tools tools;

  Identities(Tools tools) {
    this.tools = tools;
  }

  Identity.OfProcess of(ProcessHandle handle) {
    return tools.proc().isPresent()
        ? of(handle.pid())
        : new Identity.OfProcess(handle.pid(), startMillis(handle), bootId());
  }

  Identity.OfProcess of(long pid) {
    long start =
        tools.proc().isPresent()
            ? startTicks(tools.proc().get(), pid)
            : ProcessHandle.of(pid).map(Identities::startMillis).orElse(UNKNOWN_START);
    return new Identity.OfProcess(pid, start, bootId());
  }

  Identity.OfProcess of(ProcFs.Stat stat) {
    return new Identity.OfProcess(stat.pid(), stat.startTicks(), bootId());
  }

  /// A process that cannot be told from its successor is unknown, never the same.
  Verdict verdict(Identity.OfProcess recorded) {
    if (!recorded.bootId().equals(bootId())) {
      return Verdict.DEAD;
    }
    return tools.proc().isPresent() ? byProc(tools.proc().get(), recorded) : byHandle(recorded);
  }

  /// Whether the system still lists it, be it as a zombie, so that nobody else has its number; if
  /// that cannot be read, it is not said to have gone.
  boolean isListed(Identity.OfProcess process) {
    try {
      return tools.proc().isPresent()
          && tools
              .proc()
              .get()
              .stat(process.pid())
              .filter(stat -> stat.startTicks() == process.startTicks())
              .isPresent();
    } catch (IOException unreadable) {
      return true;
    }
  }

  /// Whether the system does not report it as a zombie or as stopped by a signal.
  boolean isAwake(Identity.OfProcess process) {
    try {
      return tools.proc().isEmpty()
          || tools
              .proc()
              .get()
              .stat(process.pid())
              .filter(stat -> !stat.hasEnded() && !stat.isStopped())
              .isPresent();
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static Verdict byProc(ProcFs proc, Identity.OfProcess recorded) {
    try {
      return proc.stat(recorded.pid())
          .map(
              stat -> {
                if (recorded.startTicks() == UNKNOWN_START) {
                  return Verdict.UNKNOWN;
                }
                if (stat.startTicks() != recorded.startTicks()) {
                  return Verdict.REUSED;
                }
                return stat.hasEnded() ? Verdict.DEAD : Verdict.SAME;
              })
          .orElse(Verdict.DEAD);
    } catch (IOException unreadable) {
      return Verdict.UNKNOWN;
    }
  }

  private static Verdict byHandle(Identity.OfProcess recorded) {
    return ProcessHandle.of(recorded.pid())
        .filter(ProcessHandle::isAlive)
        .map(
            handle -> {
              long start = startMillis(handle);
              if (start == UNKNOWN_START || recorded.startTicks() == UNKNOWN_START) {
                return Verdict.UNKNOWN;
              }
              return start == recorded.startTicks() ? Verdict.SAME : Verdict.REUSED;
            })
        .orElse(Verdict.DEAD);
  }

  private static long startTicks(ProcFs proc, long pid) {
    try {
      return proc.stat(pid).map(ProcFs.Stat::startTicks).orElse(UNKNOWN_START);
    } catch (IOException unreadable) {
      return UNKNOWN_START;
    }
  }

  private static long startMillis(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(UNKNOWN_START);
  }

  private String bootId() {
    return tools.proc().map(ProcFs::bootId).orElse("");
  }
}
