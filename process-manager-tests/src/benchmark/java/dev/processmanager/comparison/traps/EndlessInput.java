package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/// The one who feeds a command may have nothing to say.
public final class EndlessInput implements Trap<Contestant> {

  @Override
  public String title() {
    return "input from a stream that never gives anything: the result comes at the exit";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var silent = new CountDownLatch(1);
    var stream =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              silent.await();
            } catch (InterruptedException interrupted) {
              throw new IOException(interrupted);
            }
            return -1;
          }
        };
    Outcome outcome = contestant.run(Order.of("echo", "hi").input(stream));
    return Verdict.when(outcome.code() == 0, "code " + outcome.code())
        .and(outcome.stdout().strip().equals("hi"), "the output is lost");
  }
}
