package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The start of a JVM that its host talks with: it is over when that has said hello. What comes up
/// after nobody waits for it any more is ended at once.
final class JvmStart {

  private static final int MOST_WORDS = 4_000;

  private final Conversation conversation;
  private final AnswerWay way;
  private final ChildJvm child;
  private final Farewell farewell;
  private final LaunchContext context;
  private final Duration patience;
  private final CompletableFuture<RunningJvm> started = new CompletableFuture<>();
  private volatile boolean tooLate;

  private JvmStart(
      Conversation conversation,
      AnswerWay way,
      ChildJvm child,
      Farewell farewell,
      Duration patience,
      LaunchContext context) {
    this.conversation = conversation;
    this.way = way;
    this.child = child;
    this.farewell = farewell;
    this.patience = patience;
    this.context = context;
  }

  /// Writes files, so it is not for an engine's thread, nor for a caller's.
  ///
  /// @param children makes one that answers where it is told to
  /// @param patience how long it may take to say hello
  /// @return completes on a virtual thread, exceptionally with a [LaunchException] that has the
  ///     JVM's own words
  /// @throws LaunchException if it is clear by now that there can be none
  static CompletableFuture<RunningJvm> begin(
      Conversation conversation,
      Function<String, ChildJvm> children,
      Farewell farewell,
      Duration patience,
      LaunchContext context) {
    AnswerWay way = AnswerWay.of(conversation, context);
    try {
      ChildJvm child = children.apply(way.name());
      return new JvmStart(conversation, way, child, farewell, patience, context).begin();
    } catch (RuntimeException | Error failure) {
      way.close();
      throw failure;
    }
  }

  private CompletableFuture<RunningJvm> begin() {
    started.whenComplete((_, _) -> child.close());
    child
        .command()
        .launch(new JvmContext(context, way.stdin(), farewell))
        .whenComplete(
            (process, failure) -> {
              if (failure != null) {
                way.close();
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
    process
        .result()
        .thenAccept(
            given -> {
              started.completeExceptionally(refusal(given));
              way.close();
            });
    conversation.misunderstanding().thenAccept(_ -> process.stop(StopPlan.immediate()));
    var running =
        new RunningJvm(
            way, process, conversation, farewell, JvmEnd.of(child, process, conversation));
    conversation.hello().thenRunAsync(() -> started.complete(running), Thread::startVirtualThread);
  }

  private void giveUp(Execution process) {
    tooLate = true;
    process.stop(StopPlan.immediate());
  }

  private LaunchException refusal(ProcessResult given) {
    return new LaunchException(
        child.java(), false, "Cannot launch a JVM: " + what() + ": " + words(given), null);
  }

  private String what() {
    if (conversation.misunderstanding().isDone()) {
      return "it said what makes no sense";
    }
    return tooLate ? "it did not come up within " + patience : "it ended at once";
  }

  /// A JVM that does not come up says why on either stream, or on both.
  private static String words(ProcessResult given) {
    String said = (given.stdout().strip() + "\n" + given.stderr().strip()).strip();
    String last = said.substring(Math.max(0, said.length() - MOST_WORDS));
    return given.describe() + (last.isEmpty() ? "" : ": " + last);
  }
}
