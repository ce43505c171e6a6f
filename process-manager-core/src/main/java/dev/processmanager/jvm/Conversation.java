package dev.processmanager.jvm;

import dev.processmanager.os.Outbox;
import dev.processmanager.os.Receiver;
import dev.processmanager.output.Line;
import dev.processmanager.worker.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What a host and one JVM of its own say to each other. One call at a time; an answer to anything
/// else, or no answer at all, ends the conversation and is never taken for an answer.
///
/// Its futures complete on an engine's thread: what depends on them must not block and must not run
/// user code. Safe for use by many threads.
final class Conversation implements Receiver {

  private static final byte[] EMPTY = {};

  private record Question(long id, CompletableFuture<byte[]> answer) {}

  private final Outbox outbox = new Outbox();
  private final FrameDecoder decoder = new FrameDecoder(this::hear);
  private final AtomicLong numbers = new AtomicLong();
  private final CompletableFuture<Void> hello = new CompletableFuture<>();
  private final CompletableFuture<String> stacks = new CompletableFuture<>();
  private final CompletableFuture<String> misunderstanding = new CompletableFuture<>();
  private volatile boolean asksStacks;
  private volatile @Nullable Question question;
  private volatile @Nullable String exitCaller;

  Outbox outbox() {
    return outbox;
  }

  /// Completes when the other side is there.
  CompletableFuture<Void> hello() {
    return hello;
  }

  /// Completes, with what is wrong, when the other side says what makes no sense. Nothing that it
  /// says after that is heard.
  CompletableFuture<String> misunderstanding() {
    return misunderstanding;
  }

  /// Whether a message has begun to come that is not whole yet.
  boolean isBeingAnswered() {
    return decoder.isWithinMessage();
  }

  /// Who has ended the other side, if it has said so.
  Optional<String> exitCaller() {
    return Optional.ofNullable(exitCaller);
  }

  /// Where the threads of the other side were when it was last asked; empty if it was not, or has
  /// not answered.
  Optional<String> stacks() {
    return stacks.isDone() ? Optional.of(stacks.join()) : Optional.empty();
  }

  /// Asks the one question that may be open.
  ///
  /// @param type a call or a main method
  /// @return completes with the answer, or never
  CompletableFuture<byte[]> ask(byte type, byte[] body) {
    var asked = new Question(numbers.incrementAndGet(), new CompletableFuture<>());
    question = asked;
    post(new Frame(type, asked.id, body));
    return asked.answer;
  }

  void interrupt() {
    post(new Frame(Frame.INTERRUPT, 0, EMPTY));
  }

  /// Completes when the other side has said where its threads are, or never.
  CompletableFuture<String> askStacks() {
    asksStacks = true;
    post(new Frame(Frame.ASK_STACKS, 0, EMPTY));
    return stacks;
  }

  /// The other side is to end in order.
  void sayGoodbye() {
    post(new Frame(Frame.BYE, 0, EMPTY));
  }

  @Override
  public CompletableFuture<Void> receive(Line.Source source, ByteBuffer chunk) {
    if (!misunderstanding.isDone()) {
      try {
        decoder.take(chunk);
      } catch (IOException | OutOfMemoryError notAMessage) {
        misunderstanding.complete(String.valueOf(notAMessage.getMessage()));
      }
    }
    return READY;
  }

  private void hear(Frame frame) {
    switch (frame.type()) {
      case Frame.HELLO -> greeted();
      case Frame.OUTCOME -> answered(frame);
      case Frame.STACKS -> toldStacks(text(frame));
      case Frame.EXITING -> {
        // A signal has no caller.
        exitCaller = frame.body().length == 0 ? null : text(frame);
        // Whoever listens there wakes, for whom the end would wait otherwise.
        sayGoodbye();
      }
      default -> misunderstanding.complete("a message of type " + frame.type());
    }
  }

  private void toldStacks(String text) {
    if (asksStacks) {
      stacks.complete(text);
    } else {
      misunderstanding.complete("where its threads are, unasked");
    }
  }

  private void greeted() {
    if (!hello.complete(null)) {
      misunderstanding.complete("a second hello");
    }
  }

  private void answered(Frame frame) {
    Question asked = question;
    if (asked == null || asked.id != frame.id()) {
      misunderstanding.complete("an answer to what was not asked");
      return;
    }
    question = null;
    asked.answer.complete(frame.body());
  }

  private void post(Frame frame) {
    outbox.post(frame.pieces());
  }

  private static String text(Frame frame) {
    return new String(frame.body(), StandardCharsets.UTF_8);
  }
}
