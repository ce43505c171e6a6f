package dev.processmanager.jvm;

import dev.processmanager.os.Stdin;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The start of a JVM that its host talks with: it is over when that has said hello. What comes up
/// after nobody waits for it any more is ended at once.
final class JvmStart {

  private final ChildJvm child;
  private final Conversation conversation;
  private final Farewell farewell;
  private final LaunchContext context;
  private final Duration patience;
  private final CompletableFuture<RunningJvm> started = new CompletableFuture<>();
  private volatile boolean tooLate;

  private JvmStart(
      ChildJvm child,
      Conversation conversation,
      Farewell farewell,
      Duration patience,
      LaunchContext context) {
    this.child = child;
    this.conversation = conversation;
    this.farewell = farewell;
    this.patience = patience;
    this.context = context;
  }

  /// @param patience how long it may take to say hello
  /// @return completes on a virtual thread, exceptionally with a [LaunchException] that has the
  ///     JVM's own words
  static CompletableFuture<RunningJvm> begin(
      ChildJvm child,
      Conversation conversation,
      Farewell farewell,
      Duration patience,
      LaunchContext context) {
    return new JvmStart(child, conversation, farewell, patience, context).begin();
  }

  private CompletableFuture<RunningJvm> begin() {
    started.whenComplete((_, _) -> child.close());
    var channel = new Stdin.Channel(conversation.outbox(), conversation);
    child
        .command()
        .launch(new JvmContext(context, channel, farewell))
        .whenComplete(
            (process, failure) -> {
              if (failure != null) {
                started.completeExceptionally(ProcessException.unwrapped(failure));
              } else {
                greet(process);
              }
            });
    return started;
  }

  /// Whatever comes first: its hello, its end, or the end of patience.
  private void greet(Execution process) {
    Timer limit = context.time().after(patience, () -> giveUp(process));
    started.whenComplete(
        (_, failure) -> {
          limit.cancel();
          if (failure != null) {
            process.stop(StopPlan.immediate());
          }
        });
    process.result().thenAccept(given -> started.completeExceptionally(refusal(given)));
    var end = JvmEnd.of(child, process, conversation);
    conversation
        .hello()
        .thenRunAsync(
            () -> started.complete(new RunningJvm(process, conversation, farewell, end)),
            Thread::startVirtualThread);
  }

  private void giveUp(Execution process) {
    tooLate = true;
    process.stop(StopPlan.immediate());
  }

  private LaunchException refusal(ProcessResult given) {
    String what = tooLate ? "it did not come up within " + patience : "it ended at once";
    return new LaunchException(
        child.java(), false, "Cannot launch a JVM: " + what + ": " + given.summary(), null);
  }
}
