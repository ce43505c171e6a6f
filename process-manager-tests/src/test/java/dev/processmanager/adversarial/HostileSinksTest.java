package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.lines;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.ProcessException;
import dev.processmanager.supervise.ManagedProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Takers of output that throw or never return.
@Timeout(60)
class HostileSinksTest {

  @TempDir Path directory;
  private final Rig rig = new Rig();

  @Test
  void aLineListenerThatThrowsDoesNotTakeTheLogFileAway() {
    Path log = directory.resolve("app.log");
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("echo one; sleep 0.3; echo two; sleep 0.3; echo three")
                      .onLine(
                          _ -> {
                            throw new IllegalStateException("from a listener");
                          }),
                  as -> as.logFile(log)));
      get(p.result());
      assertThat(p.output().tail(10)).extracting(Line::text).containsExactly("one", "two", "three");
    }
    assertThat(lines(log)).containsExactly("one", "two", "three");
  }

  @Test
  void aSinkThatThrowsTakesNothingFromOtherSinks() {
    var other = new ByteArrayOutputStream();
    var ended = new AtomicInteger();
    OutputSink throwing =
        (_, _) -> {
          throw new IOException("disk full");
        };
    OutputSink good =
        new OutputSink() {
          @Override
          public void write(Line.Source source, ByteBuffer chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            other.writeBytes(bytes);
          }

          @Override
          public void end() {
            ended.incrementAndGet();
          }
        };
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(pm.runCli(rig.sh("echo one; sleep 0.3; echo two").output(good).output(throwing)));
    }
    assertThat(other.toString()).isEqualTo("one\ntwo\n");
    assertThat(ended).hasValue(1);
  }

  @Test
  void aSinkThatCannotBeOpenedFailsTheRunAndLeaksNoFile() {
    OutputSink closed =
        new OutputSink() {
          @Override
          public OutputSink open() {
            throw new IllegalStateException("not today");
          }

          @Override
          public void write(Line.Source source, ByteBuffer chunk) {}
        };
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(pm.runCli("true"));
      long before = Rig.openFiles();
      for (int i = 0; i < 50; i++) {
        Throwable failure =
            catchThrowable(
                () ->
                    get(
                        pm.startCliBackground(
                            rig.sh("exec sleep 60"),
                            as -> as.id("x").logFile(directory.resolve("x.log")).output(closed))));
        assertThat(failure).isNotNull();
        assertThat(get(pm.getStatus("x")).state().isAtRest()).isTrue();
      }
      assertThat(Rig.openFiles()).isLessThan(before + 20);
      assertThat(catchThrowable(() -> get(pm.runCli(rig.sh("exit 0").output(closed)))))
          .isInstanceOf(ProcessException.class);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aSinkThatNeverReturnsHoldsNeitherAStopNorAClose() {
    var never = new CountDownLatch(1);
    ProcessManager pm = TestEngine.PORTABLE.open();
    try {
      ManagedProcess p =
          get(pm.startCliBackground(rig.sh("yes"), as -> as.output((_, _) -> Rig.await(never))));
      await().atMost(ofSeconds(5)).until(() -> p.pid().isPresent());
      long pid = p.pid().orElseThrow();
      var stop = p.stop();
      await().atMost(ofSeconds(3)).until(() -> ProcessHandle.of(pid).isEmpty());
      assertThat(millis(() -> assertThat(get(stop).complete()).isTrue())).isLessThan(12_000);
      assertThat(get(pm.runCli("echo", "hi")).stdout()).isEqualTo("hi\n");
    } finally {
      assertThat(millis(pm::close)).isLessThan(15_000);
      never.countDown();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aFollowerThatBlocksHoldsNobody() throws Exception {
    var never = new CountDownLatch(1);
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p = get(pm.startCliBackground(rig.sh("sleep 0.2; seq 1 50000; echo end")));
      p.output().follow(_ -> Rig.await(never));
      assertThat(get(p.result(), 10).success()).isTrue();
      assertThat(p.output().tail(1).getFirst().text()).isEqualTo("end");
      never.countDown();
    }
  }
}
