package dev.processmanager.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

  private final TimeSource time = TimeSource.system();

  @Test
  void aTimerFiresNotBeforeItsTimeAndOnAVirtualThread() throws Exception {
    long begin = time.nanoTime();
    var fired = new CompletableFuture<Thread>();
    time.after(Duration.ofMillis(50), () -> fired.complete(Thread.currentThread()));

    assertThat(fired.get(10, SECONDS).isVirtual()).isTrue();
    assertThat(time.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void aSlowActionDelaysNoOther() throws Exception {
    var gate = new CountDownLatch(1);
    var fired = new CountDownLatch(1);
    time.after(
        Duration.ZERO,
        () -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    time.after(Duration.ofMillis(1), fired::countDown);

    assertThat(fired.await(10, SECONDS)).isTrue();
    gate.countDown();
  }

  @Test
  void aCancelledTimerDoesNotFire() throws Exception {
    var fired = new CountDownLatch(1);
    var after = new CountDownLatch(1);
    Timer timer = time.after(Duration.ofMillis(100), fired::countDown);
    timer.cancel();
    time.after(Duration.ofMillis(150), after::countDown);

    assertThat(after.await(10, SECONDS)).isTrue();
    assertThat(fired.getCount()).isEqualTo(1);
  }

  @Test
  void takesTimesTooLongToCount() {
    Timer timer = time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
    timer.cancel();
    assertThat(time.now()).isNotNull();
  }
}
