package dev.processmanager.supervise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitersTest {

  @Test
  void whoStopsWaitingIsForgotten() throws Exception {
    var mailbox = new Mailbox("test");
    var waits = new Waiters<String>(mailbox);
    var waiters = Stream.generate(() -> new CompletableFuture<String>()).limit(1_000).toList();
    waiters.forEach(waiter -> mailbox.post(() -> waits.add(waiter)));
    waiters.forEach(waiter -> waiter.cancel(true));
    var left = new CompletableFuture<Integer>();
    await().atMost(10, SECONDS).until(() -> mailbox.size() == 0);
    mailbox.post(() -> left.complete(waits.size()));

    assertThat(left.get(10, SECONDS)).isZero();
  }
}
