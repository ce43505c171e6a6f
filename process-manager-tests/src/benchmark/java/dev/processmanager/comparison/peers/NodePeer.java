package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Node's `child_process`.
public final class NodePeer extends Foreign {

  @Override
  public String name() {
    return "Node `child_process`";
  }

  @Override
  public String version() {
    return Server.version("node");
  }

  @Override
  public String settings() {
    return "`execFile` with `timeout`, `killSignal: 'SIGKILL'` and `maxBuffer: Infinity`; in the"
        + " background `spawn` with `detached: true`, stopped by `process.kill(-pid)` with"
        + " `SIGTERM` and, 1 s later, `SIGKILL`; cancelled by an `AbortSignal`. A small host has"
        + " `--max-old-space-size`.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES, Feature.STOPS_TREES, Feature.OWN_SESSION);
  }

  @Override
  List<String> command(int megabytes) {
    var command = new ArrayList<>(List.of("node"));
    if (megabytes > 0) {
      command.add("--max-old-space-size=" + megabytes);
    }
    command.add("src/benchmark/node/trapped.js");
    return command;
  }

  @Override
  public Future<?> submit(Order order) {
    Map<String, Object> details = details(order);
    details.put("key", "aborted");
    var future =
        new FutureTask<Outcome>(() -> outcome(server().ask("run", details))) {
          @Override
          public boolean cancel(boolean interrupt) {
            try {
              server().send("abort", Map.of("key", "aborted"));
            } catch (IOException gone) {
              return false;
            }
            return super.cancel(interrupt);
          }
        };
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  @Override
  public boolean isRunning(long pid) throws Exception {
    return server().ask("alive", Map.of("pid", pid)).get("alive").asBoolean();
  }
}
