package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.jvm.JvmTask;
import dev.processmanager.jvm.RemoteException;
import dev.processmanager.jvm.UnserializableResultException;
import dev.processmanager.jvm.UnserializableTaskException;
import dev.processmanager.supervise.ManagedProcess;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What travels to a child and back, and what is said of that which cannot.
@Timeout(60)
class JvmValuesTest {

  private static final int DEPTH = 100_000;

  @TempDir Path directory;

  private final int field = 3;

  /// As deep as it is long.
  static final class Node implements Serializable {
    private static final long serialVersionUID = 1L;
    Node next;

    static Node list(int length) {
      Node first = null;
      for (int i = 0; i < length; i++) {
        Node node = new Node();
        node.next = first;
        first = node;
      }
      return first;
    }

    int length() {
      int length = 0;
      for (Node node = this; node != null; node = node.next) {
        length++;
      }
      return length;
    }
  }

  static final class OneMore implements JvmFunction<Node, Node> {
    @Override
    public Node apply(Node list) {
      Node first = new Node();
      first.next = list;
      return first;
    }
  }

  /// It and its cause hold what cannot travel.
  static final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    final Object holds = new Object();

    Stuck(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// On every engine alike, and not fast.
  @Test
  void aDeepListTravelsThereAndBack() {
    Node list = Node.list(DEPTH);
    JvmTask<Node> longer = () -> new OneMore().apply(list);
    try (ProcessManager pm = TestEngine.NATIVE.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      assertThat(get(pm.runJvm(longer)).length()).isEqualTo(DEPTH + 1);
      assertThat(get(pm.runJvm(OneMore.class, list)).length()).isEqualTo(DEPTH + 1);
      assertThat(get(pool.submit(OneMore.class, list)).length()).isEqualTo(DEPTH + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeepListTravelsToOneThatIsDetached(TestEngine engine) {
    Node list = Node.list(DEPTH);
    Path log = directory.resolve("log");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess alone =
          get(
              pm.startJvmBackground(
                  () -> System.out.println("length " + list.length()),
                  as -> as.logFile(log).detached()));
      get(alone.exit());

      assertThat(Scenario.lines(log)).contains("length " + DEPTH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargeValueTravelsThereAndBack(TestEngine engine) {
    byte[] large = new byte[20_000_000];
    large[large.length - 1] = 5;
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      assertThat(get(pm.runJvm(() -> large))).isEqualTo(large);
      assertThat(get(pool.submit(() -> large))).isEqualTo(large);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResultThatCannotTravelIsNamedAndItsJvmGoesOn(TestEngine engine) {
    JvmTask<Object> buffer = () -> new Object[] {"text", ByteBuffer.allocate(1)};
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      long worker = get(pool.submit(() -> ProcessHandle.current().pid()));
      fails(pm.runJvm(buffer))
          .isInstanceOf(UnserializableResultException.class)
          .hasMessageContaining("HeapByteBuffer");
      fails(pool.submit(buffer)).isInstanceOf(UnserializableResultException.class);

      assertThat(get(pool.submit(() -> ProcessHandle.current().pid()))).isEqualTo(worker);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionThatCannotTravelIsToldWithItsCauses(TestEngine engine) {
    JvmTask<Integer> failing =
        () -> {
          throw new Stuck("outer", new IllegalStateException("middle", new Stuck("inner", null)));
        };
    try (ProcessManager pm = engine.open()) {
      fails(pm.runJvm(failing))
          .isInstanceOfSatisfying(
              RemoteException.class,
              told -> {
                assertThat(told.original()).isEmpty();
                assertThat(told).hasStackTraceContaining("outer").hasStackTraceContaining("inner");
                assertThat(told).hasStackTraceContaining("middle");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("serial")
  void whatCapturesTheTestIsRefusedByTheCall(TestEngine engine) {
    JvmTask<Integer> anonymous =
        new JvmTask<>() {
          @Override
          public Integer run() {
            return 1;
          }
        };
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      assertThatThrownBy(() -> pm.runJvm(() -> field))
          .isInstanceOf(UnserializableTaskException.class)
          .hasMessageContaining("this");
      assertThatThrownBy(() -> pool.submit(anonymous))
          .isInstanceOf(UnserializableTaskException.class);
      assertThatThrownBy(() -> pm.startJvmBackground(() -> System.out.println(field)))
          .isInstanceOf(UnserializableTaskException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClassThatIsMissingThereIsNamed(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess missing =
          get(pm.startJvmBackground(JvmMain.of("no.such.Main"), as -> as.id("missing")));

      assertThat(missing.exit()).succeedsWithin(Duration.ofSeconds(20));
      assertThat(missing.output().tail(50))
          .anySatisfy(line -> assertThat(line.toString()).contains("no.such.Main"));
    }
  }

  private static AbstractThrowableAssert<?, ?> fails(CompletableFuture<?> future) {
    return assertThatThrownBy(() -> future.get(25, SECONDS)).cause();
  }
}
