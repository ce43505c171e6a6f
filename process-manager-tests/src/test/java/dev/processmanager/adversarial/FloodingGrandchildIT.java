package dev.processmanager.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A grandchild that goes on writing as fast as it can after the main process has ended, in a JVM
/// of its own with little memory.
@Timeout(60)
class FloodingGrandchildIT {

  @Test
  void delaysNobody() throws Exception {
    Outcome outcome = Outcome.of(Main.class, "-Xmx128m");
    assertThat(outcome.output())
        .contains("flood: exit code 0")
        .contains("other: hi")
        .contains("closed");
  }

  static final class Main {
    public static void main(String[] args) throws Exception {
      var pm = ProcessManager.create();
      CompletableFuture<ProcessResult> flood =
          pm.runCli(Command.shell("timeout 15 yes & sleep 0.2; exit 0").captureLimit(1000));
      Thread.sleep(400);
      long begin = System.nanoTime();
      try {
        System.out.println(
            "other: " + pm.runCli("echo", "hi").get(5, TimeUnit.SECONDS).stdout().strip());
      } catch (Exception e) {
        System.out.println("other failed " + e);
      }
      try {
        System.out.println("flood: " + flood.get(5, TimeUnit.SECONDS).describe());
      } catch (Exception e) {
        System.out.println("flood failed " + e);
      }
      System.out.println((System.nanoTime() - begin) / 1_000_000 + " ms");
      pm.close();
      System.out.println("closed " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      System.exit(0);
    }
  }
}
