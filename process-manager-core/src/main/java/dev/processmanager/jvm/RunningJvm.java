package dev.processmanager.jvm;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A JVM that has said hello.
///
/// @param way on which it answers
/// @param process its process, as that of any command
/// @param conversation what it and its host say to each other
/// @param farewell how it is asked to end
/// @param end explains how it ended, once it has
record RunningJvm(
    AnswerWay way, Execution process, Conversation conversation, Farewell farewell, JvmEnd end) {

  private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(2);

  /// Completes with the result of its process when that and the conversation are over.
  CompletableFuture<ProcessResult> over() {
    return process.result().thenCompose(given -> way.heardAll().thenApply(_ -> given));
  }

  /// A result of its process in the words of what ran there.
  ///
  /// @param description what ran there
  /// @param how how that ended
  /// @param ending why
  static ProcessResult resultOf(ProcessResult given, String description, Exit how, Ending ending) {
    return new ProcessResult(
        description,
        how,
        ending,
        ending == Ending.EXITED && how.isSuccess(),
        given.stdout(),
        given.stderr(),
        given.outputTruncated(),
        given.outputComplete(),
        given.duration(),
        given.usage());
  }

  /// It has nothing to do any more and is to end by itself, within the grace of the plan: but even
  /// where nobody who is stopped gets any, who has just done its work has time to leave.
  void dismiss(StopPlan plan, TimeSource time) {
    conversation.sayGoodbye();
    Duration longest = plan.grace().compareTo(TIME_TO_LEAVE) > 0 ? plan.grace() : TIME_TO_LEAVE;
    Timer late = time.after(longest, () -> process.stop(StopPlan.immediate()));
    process.exit().thenRun(late::cancel);
  }
}
