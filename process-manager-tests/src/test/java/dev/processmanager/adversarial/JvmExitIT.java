package dev.processmanager.adversarial;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The end of a JVM, in whatever way, takes all children with it, soon.
@Timeout(90)
class JvmExitIT {

  enum How {
    RETURN,
    EXIT,
    EXIT_IN_CALLBACK,
    EXIT_IN_MANY_CALLBACKS,
    EXIT_IN_LISTENER,
    THROW,
    TERM_ITSELF,
    DURING_LAUNCHES,
    DURING_STORM,
    DURING_CLOSE,
    AFTER_OVERFLOWING_SHUTDOWN,
    STUBBORN
  }

  private final Rig rig = new Rig();

  @Test
  void leavesNobodyAfterAShutdownThatOverflows() throws Exception {
    leavesNobody(How.AFTER_OVERFLOWING_SHUTDOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AFTER_OVERFLOWING_SHUTDOWN")
  void leavesNobody(How how) throws Exception {
    String[] mark = rig.markVariable().split("=");
    Outcome outcome =
        Outcome.of(
            Main.class,
            List.of("env", mark[0] + "=" + mark[1]),
            how == How.EXIT_IN_MANY_CALLBACKS
                ? List.of("-Djdk.virtualThreadScheduler.parallelism=1")
                : List.of("-Xmx128m"),
            List.of(how.name()));
    assertThat(rig.survivors()).as(outcome.toString()).isEmpty();
    assertThat(outcome.millis()).as(outcome.toString()).isLessThan(4_000);
    assertThat(outcome.output()).contains("ready");
    if (how.name().startsWith("EXIT")) {
      assertThat(outcome.code()).isEqualTo(5);
    }
  }

  static final class Main {
    public static void main(String[] args) throws Exception {
      How how = How.valueOf(args[0]);
      var pm = ProcessManager.create();
      if (how != How.DURING_LAUNCHES) {
        for (int i = 0; i < 10; i++) {
          pm.startCliBackground(Command.shell("sleep 60 & sleep 61 & wait")).join();
        }
      }
      System.out.println("ready");
      switch (how) {
        case RETURN -> {}
        case EXIT -> System.exit(5);
        case EXIT_IN_CALLBACK -> {
          pm.runCli("true").thenRun(() -> System.exit(5));
          new CountDownLatch(1).await();
        }
        case EXIT_IN_MANY_CALLBACKS -> {
          for (int i = 0; i < 20; i++) {
            pm.runCli("true").thenRun(() -> System.exit(5));
          }
          new CountDownLatch(1).await();
        }
        case EXIT_IN_LISTENER -> {
          pm.listen(_ -> System.exit(5));
          pm.startCliBackground(Command.shell("exec sleep 60"));
          new CountDownLatch(1).await();
        }
        case THROW -> throw new IllegalStateException("main ends");
        case TERM_ITSELF -> {
          pm.runCli("sh", "-c", "kill -TERM $PPID").exceptionally(_ -> null);
          new CountDownLatch(1).await();
        }
        case DURING_LAUNCHES -> {
          var futures = new ArrayList<CompletableFuture<?>>();
          for (int i = 0; i < 60; i++) {
            futures.add(
                i % 2 == 0
                    ? pm.runCli("sleep", "60")
                    : pm.startCliBackground(Command.of("sleep", "60")));
          }
          futures.get(1).join();
          System.exit(5);
        }
        case DURING_STORM -> {
          for (int i = 0; i < 5; i++) {
            pm.startCliBackground(
                Command.shell("exit 1"),
                as ->
                    as.restart(
                        RestartPolicy.always().unlimited().backoff(Backoff.fixed(Duration.ZERO))));
          }
          Thread.sleep(200);
          System.exit(5);
        }
        case DURING_CLOSE -> {
          pm.startCliBackground(
                  Command.shell("trap '' TERM; while :; do sleep 0.1; done"),
                  as -> as.stop(StopPlan.graceful(ofSeconds(1))))
              .join();
          Thread.startVirtualThread(pm::close);
          Thread.sleep(50);
          System.exit(5);
        }
        case AFTER_OVERFLOWING_SHUTDOWN -> {
          pm.shutdown(ofSeconds(Long.MAX_VALUE));
          Thread.sleep(200);
          System.exit(5);
        }
        case STUBBORN -> {
          pm.startCliBackground(
                  Command.shell("trap '' TERM; while :; do sleep 0.1; done"),
                  as -> as.stop(StopPlan.graceful(ofMillis(500))))
              .join();
          System.exit(5);
        }
      }
    }
  }
}
