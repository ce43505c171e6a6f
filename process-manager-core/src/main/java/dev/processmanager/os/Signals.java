package dev.processmanager.os;

import dev.processmanager.process.Signal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends signals without native code. The JDK has methods for two of them and checks the start time
/// just before it sends; for the others the shell's own `kill` is asked, on a spawner's thread.
/// Never `/bin/kill -TERM -GROUP`, which some versions read as every process.
final class Signals {

  private static final long SHELL_LIMIT_SECONDS = 2;

  private final Tools tools;
  private final SpawnerThreads threads;

  Signals(Tools tools, SpawnerThreads threads) {
    this.tools = tools;
    this.threads = threads;
  }

  /// The signal of a number; those for real time have no names of their own.
  static Signal named(int number) {
    return Signal.of(number).orElseGet(() -> new Signal("RT" + number, number));
  }

  boolean send(ProcessHandle handle, Signal signal) {
    if (signal.equals(Signal.KILL)) {
      return handle.destroyForcibly();
    }
    if (signal.equals(Signal.TERM) || Tools.isWindows()) {
      return handle.destroy();
    }
    return tools.sh().isPresent() && byShell(handle.pid(), signal);
  }

  private boolean byShell(long pid, Signal signal) {
    try {
      return CompletableFuture.supplyAsync(() -> kill(pid, signal), threads)
          .get(2 * SHELL_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException notSent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean kill(long pid, Signal signal) {
    try {
      Process kill =
          new ProcessBuilder(
                  tools.sh().orElseThrow().toString(),
                  "-c",
                  "kill -s \"$1\" \"$2\"",
                  "kill",
                  signal.name(),
                  Long.toString(pid))
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (!kill.waitFor(SHELL_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
        return false;
      }
      return kill.exitValue() == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
