package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.NotSerializableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What cannot travel, in the words that people read.
class UnserializableTaskTest {

  private static final String TASKS = "dev.processmanager.jvm.Tasks$";
  private static final String HERE = "The lambda in dev.processmanager.jvm.UnserializableTaskTest";

  @Test
  void aLambdaThatCapturesThis() {
    assertThat(refusal(new Tasks.Outer().capturing()))
        .hasMessage(
            "The lambda in %sOuter captures this (%sOuter), which is not Serializable"
                .formatted(TASKS, TASKS))
        .hasCauseInstanceOf(NotSerializableException.class);
  }

  @Test
  void anAnonymousClassThatUsesNothingAroundIt() {
    assertThat(refusal(new Tasks.Outer().anonymous()))
        .hasMessageStartingWith("The anonymous class " + TASKS + "Outer$1 holds the ")
        .hasMessageEndingWith(TASKS + "Outer around it (this$0), which is not Serializable");
  }

  @Test
  void aCapturedVariable() {
    String first = "plain";
    Socket second = new Socket();

    assertThat(refusal(() -> first + second))
        .hasMessage(HERE + " captures argument 2, a java.net.Socket, which is not Serializable");
  }

  @Test
  void whatACapturedVariableHolds() {
    Map<String, Tasks.Config> configs = new HashMap<>(Map.of("east", new Tasks.Config()));

    assertThat(refusal(() -> configs))
        .hasMessage(
            HERE
                + " captures argument 1 (java.util.HashMap), whose [east].client is a "
                + TASKS
                + "Client, which is not Serializable");
  }

  @Test
  void aFieldOfATask() {
    assertThat(refusal(new Tasks.Job()))
        .hasMessage(
            TASKS
                + "Job holds a "
                + TASKS
                + "Client in Job.config.client, which is not Serializable")
        .extracting(UnserializableTaskException::task)
        .isEqualTo(TASKS + "Job");
  }

  @Test
  void anArgument() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      assertThatExceptionOfType(UnserializableTaskException.class)
          .isThrownBy(() -> TaskEncoder.encode(Tasks.Same.class, socket))
          .withMessage("java.net.ServerSocket is not Serializable");
      assertThatExceptionOfType(UnserializableTaskException.class)
          .isThrownBy(() -> TaskEncoder.encode(Tasks.Same.class, List.of(1, socket)))
          .withMessageContaining("holds a java.net.ServerSocket in List12[1], which");
    }
  }

  @Test
  void aLambdaInACollectionOfATask() {
    Comparator<String> comparator = (a, b) -> a.compareTo(b);
    var map = new TreeMap<String, Integer>(comparator);

    assertThat(refusal(() -> map)).hasMessageContaining("UnserializableTaskTest$$Lambda");
  }

  @Test
  void aDifferentlyDeepOne() {
    Tasks.Node list = Tasks.Node.list(100_000);
    Object[] both = {list, Optional.of(1)};

    assertThat(refusal(() -> both)).hasMessageContaining("[1] is a java.util.Optional, which");
  }

  @Test
  void oneWhoseSerialisationThrows() {
    var refusing = new Tasks.Refusing();

    assertThat(refusal(() -> refusing))
        .hasMessage(
            "Serialising the lambda in dev.processmanager.jvm.UnserializableTaskTest failed:"
                + " java.lang.IllegalStateException: not today")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneWhoseSerialisationNeverEnds() {
    var endless = new Tasks.Endless();

    assertThat(refusal(() -> endless))
        .hasMessage(HERE + " is nested too deeply to be serialised")
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  private static UnserializableTaskException refusal(JvmTask<?> task) {
    try {
      TaskEncoder.encode(task);
      throw new AssertionError("was encoded");
    } catch (UnserializableTaskException refused) {
      return refused;
    }
  }
}
