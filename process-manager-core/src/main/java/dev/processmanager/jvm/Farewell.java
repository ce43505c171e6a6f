package dev.processmanager.jvm;

import dev.processmanager.os.Goodbye;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks a JVM to end: interrupts its call, gives that a while, and if it goes on asks where it is,
/// so that this is known when a signal has ended it.
final class Farewell implements Goodbye {

  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);
  private static final Duration TIME_TO_TELL = Duration.ofMillis(500);

  private final Conversation conversation;
  private final TimeSource time;
  private final boolean interrupts;
  private final AtomicBoolean begun = new AtomicBoolean();

  /// @param interrupts whether what runs is one call, which an interrupt can end; a program has its
  ///     own ways to end, of which its JVM takes care
  Farewell(Conversation conversation, TimeSource time, boolean interrupts) {
    this.conversation = conversation;
    this.time = time;
    this.interrupts = interrupts;
  }

  /// Whether anybody has asked.
  boolean hasBegun() {
    return begun.get();
  }

  @Override
  public CompletableFuture<Boolean> ask(StopPlan plan) {
    begun.set(true);
    var answer = new CompletableFuture<Boolean>();
    if (interrupts) {
      conversation.interrupt();
      Duration quarter = plan.grace().dividedBy(4);
      Duration patience = quarter.compareTo(LONGEST_PATIENCE) < 0 ? quarter : LONGEST_PATIENCE;
      time.after(patience, () -> askWhere(answer));
    } else {
      signalNow(answer);
    }
    return answer;
  }

  private void askWhere(CompletableFuture<Boolean> answer) {
    conversation.askStacks().thenRun(() -> signalNow(answer));
    time.after(TIME_TO_TELL, () -> signalNow(answer));
  }

  /// The goodbye ends it as the signal does, and wakes whoever listens there, for whom the end
  /// would wait otherwise. A program may take the signal as it likes, and says when it ends.
  private void signalNow(CompletableFuture<Boolean> answer) {
    if (answer.complete(false) && interrupts) {
      conversation.sayGoodbye();
    }
  }
}
