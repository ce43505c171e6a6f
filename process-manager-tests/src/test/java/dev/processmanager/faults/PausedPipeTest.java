package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.Ending;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.supervise.ManagedProcess;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A slow sink pauses its own pipe: that costs nothing, holds up nobody else, and loses nothing.
class PausedPipeTest {

  private static final long A_PART_OF_A_SECOND = 250;

  /// Blocks in its first write until it is let go, then counts.
  private static final class SlowSink implements OutputSink {
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void write(Line.Source source, ByteBuffer chunk) {
      blocked.countDown();
      try {
        go.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      bytes.addAndGet(chunk.remaining());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileItsChildWaitsForRoomTheLoopRests(TestEngine engine) throws Exception {
    var sink = new SlowSink();
    try (ProcessManager pm = engine.open()) {
      get(pm.runCli("true"));
      var run = pm.runCli(Command.of("head", "-c", "3000000", "/dev/zero").output(sink));
      assertThat(sink.blocked.await(20, SECONDS)).isTrue();
      assertRest(pm);
      sink.go.countDown();

      ProcessResult result = get(run);
      assertThat(result.success()).isTrue();
      assertThat(result.outputComplete()).isTrue();
      assertThat(sink.bytes).hasValue(3_000_000);
    }
  }

  /// The pipe of somebody who has ended is always readable, or reports its end for ever.
  @ParameterizedTest
  @EnumSource
  void afterTheEndOfItsChildTheLoopRestsTooAndTheEndIsNotMissed(TestEngine engine)
      throws Exception {
    var sink = new SlowSink();
    try (ProcessManager pm = engine.open()) {
      get(pm.runCli("true"));
      ManagedProcess child =
          get(pm.startCliBackground(Command.of("head", "-c", "3000000", "/dev/zero").output(sink)));
      assertThat(sink.blocked.await(20, SECONDS)).isTrue();
      assertThat(get(child.signal(Signal.KILL))).isTrue();
      await().atMost(20, SECONDS).until(() -> hasEnded(child));
      assertRest(pm);
      sink.go.countDown();

      ProcessResult result = get(child.result());
      assertThat(result.ending()).isEqualTo(Ending.SIGNALLED);
      assertThat(sink.bytes).hasPositiveValue();
    }
  }

  /// What is paused and has no writer any more reports that without end.
  @ParameterizedTest
  @EnumSource
  void whileItsWriterIsGoneButItsChildLivesTheLoopRestsTooAndNothingIsLost(TestEngine engine)
      throws Exception {
    var sink = new SlowSink();
    try (ProcessManager pm = engine.open()) {
      get(pm.runCli("true"));
      // one byte for the sink, more than the queue takes, and a rest that fits into the pipe
      Command closing =
          Command.shell("echo; sleep 0.1; head -c 320000 /dev/zero; exec >&- 2>&-; exec sleep 60");
      ManagedProcess child = get(pm.startCliBackground(closing.output(sink)));
      assertThat(sink.blocked.await(20, SECONDS)).isTrue();
      assertRest(pm);
      sink.go.countDown();

      await().atMost(20, SECONDS).untilAsserted(() -> assertThat(sink.bytes).hasValue(320_001));
      assertThat(hasEnded(child)).isFalse();
    }
  }

  private static boolean hasEnded(ManagedProcess child) {
    return child.pid().isEmpty() || " Z".indexOf(Machine.state(child.pid().getAsLong())) >= 0;
  }

  private static void assertRest(ProcessManager pm) {
    long before = engineMillis();
    LockSupport.parkNanos(SECONDS.toNanos(1));
    assertThat(engineMillis() - before).isLessThan(A_PART_OF_A_SECOND);
    assertThat(get(pm.runCli("echo", "served")).stdout()).isEqualTo("served\n");
  }

  private static long engineMillis() {
    var threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("process-manager-(loop|pump)"))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.threadId())))
        .map(TimeUnit.NANOSECONDS::toMillis)
        .sum();
  }
}
