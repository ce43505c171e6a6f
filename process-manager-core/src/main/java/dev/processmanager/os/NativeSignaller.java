package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Takes a descriptor of the process first and looks who it is afterwards, so that no other can
/// come in between.
record NativeSignaller(Identities identities) implements Signaller {

  @Override
  public boolean send(Identity.OfProcess process, Signal signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.callState(arena);
      int pidfd = ProcessCalls.pidfdOpen(state, (int) process.pid());
      if (pidfd < 0) {
        return false;
      }
      try {
        return identities.verdict(process) == Verdict.SAME
            && ProcessCalls.sendSignal(pidfd, signal.number());
      } finally {
        Libc.close(state, pidfd);
      }
    }
  }
}
