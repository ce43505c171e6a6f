package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;

/// Takes the JDK's handle first and looks who it is afterwards; the JDK compares the start time
/// again just before it sends.
record PortableSignaller(Identities identities, Signals signals) implements Signaller {

  @Override
  public boolean send(Identity.OfProcess process, Signal signal) {
    return ProcessHandle.of(process.pid())
        .filter(_ -> identities.verdict(process) == Verdict.SAME)
        .map(handle -> signals.send(handle, signal))
        .orElse(false);
  }
}
