package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.output.Line;
import dev.processmanager.worker.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a host believes of what its JVM says.
class ConversationTest {

  private final Conversation conversation = new Conversation();

  @Test
  void anAnswerToTheQuestionIsOne() {
    CompletableFuture<byte[]> answer = conversation.ask(Frame.CALL, new byte[0]);
    hear(Frame.HELLO, 0, "");
    hear(Frame.OUTCOME, 1, "7");

    assertThat(conversation.hello()).isCompleted();
    assertThat(answer).isCompletedWithValueMatching(bytes -> new String(bytes, UTF_8).equals("7"));
    assertThat(conversation.misunderstanding()).isNotDone();
  }

  @Test
  void anAnswerToAnEarlierQuestionIsNone() {
    conversation.ask(Frame.CALL, new byte[0]);
    CompletableFuture<byte[]> second = conversation.ask(Frame.CALL, new byte[0]);
    hear(Frame.OUTCOME, 1, "stale");

    assertThat(second).isNotDone();
    assertThat(conversation.misunderstanding()).isCompleted();
  }

  @Test
  void anAnswerThatComesTwiceIsOneOnce() {
    conversation.ask(Frame.CALL, new byte[0]);
    hear(Frame.OUTCOME, 1, "7");
    assertThat(conversation.misunderstanding()).isNotDone();
    hear(Frame.OUTCOME, 1, "8");

    assertThat(conversation.misunderstanding()).isCompleted();
  }

  @Test
  void nobodySaysHelloTwice() {
    hear(Frame.HELLO, 0, "");
    assertThat(conversation.misunderstanding()).isNotDone();
    hear(Frame.HELLO, 0, "");

    assertThat(conversation.misunderstanding()).isCompletedWithValue("a second hello");
  }

  @Test
  void threadsAreToldOnlyToWhoAsks() {
    hear(Frame.STACKS, 0, "main");

    assertThat(conversation.stacks()).isEmpty();
    assertThat(conversation.misunderstanding()).isCompleted();
  }

  @Test
  void threadsAreToldToWhoAsks() {
    conversation.askStacks();
    hear(Frame.STACKS, 0, "main");

    assertThat(conversation.stacks()).hasValue("main");
    assertThat(conversation.misunderstanding()).isNotDone();
  }

  @Test
  void anEndBySignalHasNoCaller() {
    hear(Frame.EXITING, 0, "");
    assertThat(conversation.exitCaller()).isEmpty();
    hear(Frame.EXITING, 0, "Main.main");

    assertThat(conversation.exitCaller()).hasValue("Main.main");
  }

  @Test
  void afterNonsenseNothingIsHeard() {
    conversation.receive(Line.Source.STDOUT, ByteBuffer.wrap(new byte[64]));
    assertThat(conversation.misunderstanding()).isCompleted();
    hear(Frame.HELLO, 0, "");

    assertThat(conversation.hello()).isNotDone();
  }

  private void hear(byte type, long id, String body) {
    Frame frame = new Frame(type, id, body.getBytes(UTF_8));
    frame.pieces().forEach(piece -> conversation.receive(Line.Source.STDOUT, piece));
  }
}
