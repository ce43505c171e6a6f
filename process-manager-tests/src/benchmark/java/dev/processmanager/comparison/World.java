package dev.processmanager.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a command line gets a world of processes of its own: what is killed there is nobody else's,
/// and what is left there ends with it.
///
/// @param prefix goes in front of the command line; empty if there is none to be had
/// @param obstacle why there is none
record World(List<String> prefix, String obstacle) {

  /// Its first process collects orphans, as a JVM does not.
  private static final List<String> FIRST_PROCESS =
      List.of("--kill-child", "--mount-proc", "sh", "-c", "\"$@\"; exit $?", "sh");

  static World find() {
    World asRoot = tried(List.of("unshare", "--pid", "--fork"));
    return asRoot.isPrivate()
        ? asRoot
        : tried(List.of("unshare", "--user", "--map-root-user", "--pid", "--fork"));
  }

  boolean isPrivate() {
    return !prefix.isEmpty();
  }

  private static World tried(List<String> unshare) {
    var prefix = new ArrayList<>(unshare);
    prefix.addAll(FIRST_PROCESS);
    var command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process trial = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean works = trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
      return works ? new World(prefix, "") : new World(List.of(), said);
    } catch (IOException noUnshare) {
      return new World(List.of(), "there is no unshare here");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new World(List.of(), "interrupted");
    }
  }
}
