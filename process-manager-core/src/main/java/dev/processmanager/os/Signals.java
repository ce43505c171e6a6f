package dev.processmanager.os;

import dev.processmanager.process.Signal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/// Sends signals without native code. The JDK has methods for two of them and checks the start time
/// just before it sends; for the others the shell's own `kill` is asked. Never `/bin/kill -TERM
/// -GROUP`, which some versions read as every process.
final class Signals {

  private static final long SHELL_LIMIT_SECONDS = 2;

  private final Tools tools;

  Signals(Tools tools) {
    this.tools = tools;
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
      return kill.waitFor(SHELL_LIMIT_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
