package dev.processmanager.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.examples.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Who closes his manager himself when the JVM ends, as containers do, can use it until then.
class CloseOnExitTest {

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void aManagerIsLeftToWhoeverClosesIt() throws Exception {
    Path output = directory.resolve("out");
    Process host = programs.java(output, Host.class);

    assertThat(host.waitFor(60, SECONDS)).isTrue();
    assertThat(Files.readAllLines(output)).containsExactly("worker runs", "last words", "closed");
  }

  static final class Host {

    static void main() {
      ProcessManager pm = ProcessManager.builder().closeOnExit(false).build();
      pm.startCliBackground(Command.of("sleep", "60"), as -> as.id("worker")).join();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pm)));
    }

    /// Late enough that any other hook has been at work.
    private static void end(ProcessManager pm) {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      IO.println(pm.isRunning("worker").join() ? "worker runs" : "worker is gone");
      IO.print(pm.runCli("echo", "last words").join().stdout());
      pm.close();
      IO.println("closed");
    }
  }
}
