package dev.processmanager.jvm;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopReport;
import dev.processmanager.worker.End;
import java.util.OptionalLong;

/// Why a JVM has ended without an answer: put together from what the system, the JVM and what ran
/// there have left.
///
/// @param pid its process id
/// @param oomKillsBefore how many processes had been ended for want of memory when it started
/// @param errorFile what it leaves if it crashes
/// @param conversation what it has said
record JvmEnd(
    long pid, OptionalLong oomKillsBefore, ErrorFile errorFile, Conversation conversation) {

  static JvmEnd of(ChildJvm child, Execution process, Conversation conversation) {
    long pid = process.identity() instanceof Identity.OfProcess who ? who.pid() : -1;
    return new JvmEnd(pid, child.oomKills(), ErrorFile.of(child.errorFile(pid)), conversation);
  }

  /// @param report what stopping it took, if it was stopped
  ProcessException explain(ProcessResult given, StopReport report) {
    if (given.ending() == Ending.TIMED_OUT) {
      return new JvmTimeoutException(
          given, report, conversation.isBeingAnswered(), conversation.stacks());
    }
    if (errorFile.isThere()) {
      return JvmCrashException.of(given, errorFile.path());
    }
    if (conversation.exitCaller().isPresent()) {
      return new JvmExitException(given, conversation.exitCaller().get());
    }
    if (given.exit().equals(new Exit.Exited(End.OUT_OF_MEMORY.code()))) {
      return JvmOutOfMemoryException.withoutWords(pid);
    }
    if (conversation.misunderstanding().isDone()) {
      return new ProcessException(
          given.summary()
              + ": it said what makes no sense: "
              + conversation.misunderstanding().join(),
          null);
    }
    return given.ending() == Ending.SIGNALLED && given.exit() instanceof Exit.Signalled
        ? new JvmKilledException(given, hadTooLittleMemory())
        : new ExitException(given);
  }

  private boolean hadTooLittleMemory() {
    OptionalLong now = OomKills.count();
    return now.isPresent()
        && oomKillsBefore.isPresent()
        && now.getAsLong() > oomKillsBefore.getAsLong();
  }
}
