package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.worker.Outcomes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was thrown there, as it arrives here.
class RemoteExceptionTest {

  private static final StackTraceElement[] CALLER = {
    new StackTraceElement("com.example.Caller", "submit", "Caller.java", 7)
  };

  @Test
  void theOriginalTravelsWithItsCauses() {
    var cause = new IOException("disk");
    RemoteException arrived = arrive(new IllegalStateException("boom", cause));

    assertThat(arrived)
        .hasMessage("IllegalStateException: boom (in JVM pid 4711)")
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("disk");
    assertThat(arrived.original()).containsSame(arrived.getCause());
    assertThat(arrived.getStackTrace()).containsExactly(CALLER);
  }

  @Test
  void whatCannotTravelPrintsAsItWouldThere() {
    var thrown = new RuntimeException("outer", new Results.SocketException("inner"));
    thrown.addSuppressed(new IOException("closing"));
    RemoteException arrived = arrive(thrown);

    assertThat(arrived.original()).isEmpty();
    assertThat(printed(arrived))
        .containsSubsequence(
            "dev.processmanager.jvm.RemoteException: RuntimeException: outer (in JVM pid 4711)",
            "at com.example.Caller.submit(Caller.java:7)",
            "Caused by: (in JVM pid 4711) java.lang.RuntimeException: outer",
            "\tat dev.processmanager.jvm.RemoteExceptionTest.whatCannotTravelPrintsAsItWouldThere",
            "Suppressed: (in JVM pid 4711) java.io.IOException: closing",
            "Caused by: (in JVM pid 4711) dev.processmanager.jvm.Results$SocketException: inner");
    assertThat(arrived.remote().cause().className()).endsWith("SocketException");
  }

  @Test
  void theFramesOfTheTaskEndWhereTheWorkerBegins() {
    RemoteException arrived = null;
    try {
      Tasks.run(TaskEncoder.encode(Tasks.Failing.class, "disk"));
    } catch (Throwable thrown) {
      arrived = arrive(thrown);
    }

    assertThat(arrived.remote().frames())
        .isNotEmpty()
        .allSatisfy(
            frame ->
                assertThat(frame.getClassName()).isEqualTo("dev.processmanager.jvm.Tasks$Failing"));
  }

  @Test
  void whatTheJvmSaysOfANullIsKept() {
    String nothing = System.getProperty("no.such.property");
    RemoteException arrived = null;
    try {
      nothing.length();
    } catch (NullPointerException thrown) {
      arrived = arrive(thrown);
    }

    assertThat(arrived)
        .hasMessageContaining("Cannot invoke \"String.length()\"")
        .hasCauseInstanceOf(NullPointerException.class);
  }

  @Test
  void oneWithoutMessageIsToldByName() {
    assertThat(arrive(new Error())).hasMessage("Error (in JVM pid 4711)");
    assertThat(arrive(new RuntimeException() {}))
        .hasMessageMatching(".*RemoteExceptionTest\\$\\d \\(in JVM pid 4711\\)|\\d \\(in.*");
  }

  @Test
  void oneWhoseMethodsThrowIsToldByName() {
    RemoteException arrived = arrive(new Results.Rude());

    assertThat(arrived.remote().className()).endsWith("Rude");
    assertThat(arrived.remote().text()).contains("Rude", "toString threw", "StackOverflowError");
    assertThat(arrived.remote().message()).contains("getMessage threw");
    assertThat(arrived.remote().frames()).isEmpty();
  }

  @Test
  void circlesAreCut() {
    var first = new Results.SocketException("first");
    var second = new IOException("second", first);
    first.initCause(second);
    first.addSuppressed(second);

    RemoteThrowable remote = arrive(first).remote();

    assertThat(remote.cause().message()).isEqualTo("second");
    assertThat(remote.cause().cause().message()).startsWith("circular reference to");
    assertThat(remote.suppressed()).hasSize(1);
  }

  @Test
  void aLongChainOfCausesIsCut() {
    Throwable chain = new Exception("0");
    for (int i = 1; i < 10_000; i++) {
      chain = new Exception("" + i, chain);
    }
    int depth = 0;
    for (RemoteThrowable at = arrive(chain).remote(); at != null; at = at.cause()) {
      depth++;
    }

    assertThat(depth).isEqualTo(50);
  }

  @Test
  void allOfItIsBounded() {
    var deep = deepTrace(5_000);
    var thrown = new Results.SocketException("€".repeat(10_000_000));
    thrown.initCause(deep);
    for (int i = 0; i < 1_000; i++) {
      thrown.addSuppressed(new Exception("€".repeat(40_000)));
    }

    byte[] outcome = Outcomes.thrown(thrown);

    assertThat(outcome.length).isLessThan(1_500_000);
    RemoteThrowable remote = decoded(outcome).remote();
    assertThat(remote.message()).hasSizeLessThan(60_000).endsWith("characters cut)");
    assertThat(remote.cause().frames()).hasSize(1_024);
  }

  @Test
  void aLargeOriginalIsLeftThere() {
    var thrown = new IllegalStateException("x".repeat(2_000_000));

    assertThat(decoded(Outcomes.thrown(thrown)).original()).isEmpty();
  }

  @Test
  void anOriginalThatMustNotBeReadIsLeftOut() {
    byte[] outcome = Outcomes.thrown(new RuntimeException("x", new Results.Rude()));

    var thrown = (Outcome.Thrown) Results.decode(outcome, Results.STRICT);

    assertThat(thrown.original()).isEmpty();
    assertThat(thrown.remote().className()).isEqualTo("java.lang.RuntimeException");
  }

  @Test
  void oneOfATaskWithinATaskTravelsOn() {
    RemoteException inner = arrive(new Results.SocketException("boom"));

    RemoteException outer = arrive(inner);

    assertThat(outer).hasCauseInstanceOf(RemoteException.class);
    assertThat(((RemoteException) outer.getCause()).remote()).isEqualTo(inner.remote());
  }

  @Test
  void whatIsCutOffOrAlteredIsNeverMoreThanRejected() {
    byte[] whole = Outcomes.thrown(new Results.SocketException("inner"));
    for (int place = 0; place < whole.length; place++) {
      assertThat(Results.decode(Arrays.copyOf(whole, place))).isInstanceOf(Outcome.Rejected.class);
      byte[] altered = whole.clone();
      altered[place] ^= 0x15;
      assertThat(Results.decode(altered)).isNotNull();
    }
  }

  private static Exception deepTrace(int depth) {
    var thrown = new Exception("deep");
    List<StackTraceElement> frames = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      frames.add(new StackTraceElement("A", "b", "A.java", i));
    }
    thrown.setStackTrace(frames.toArray(new StackTraceElement[0]));
    return thrown;
  }

  private static Outcome.Thrown decoded(byte[] outcome) {
    return (Outcome.Thrown) Results.decode(outcome);
  }

  private static RemoteException arrive(Throwable thrown) {
    Outcome.Thrown outcome = decoded(Outcomes.thrown(thrown));
    return new RemoteException(outcome.remote(), outcome.original().orElse(null), 4711, CALLER);
  }

  private static String printed(Throwable throwable) {
    var text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
