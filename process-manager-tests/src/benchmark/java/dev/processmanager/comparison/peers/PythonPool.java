package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's `ProcessPoolExecutor`.
public final class PythonPool implements Workers {

  private @Nullable Server server;

  @Override
  public String name() {
    return "Python `ProcessPoolExecutor`";
  }

  @Override
  public String version() {
    return Server.version("python3");
  }

  @Override
  public String settings() {
    return "`ProcessPoolExecutor(1)` with the start method that this version has by default.";
  }

  @Override
  public void open(int megabytes) {
    server = Server.start(List.of("python3", "src/benchmark/python/tasks.py"));
  }

  private Server server() {
    Server open = server;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    return open;
  }

  @Override
  public long host() {
    return server().pid();
  }

  @Override
  public int call(Chore chore, Path pids) throws Exception {
    return server().ask("call", details(chore, pids)).get("result").asInt();
  }

  @Override
  public void begin(Chore chore, Path pids) throws Exception {
    server().ask("begin", details(chore, pids));
  }

  @Override
  public int callWithoutStart(Path pids) throws Exception {
    return server().ask("bad_start", details(Chore.ANSWER, pids)).get("result").asInt();
  }

  @Override
  public void close() throws Exception {
    server().ask("close", Map.of());
  }

  private static Map<String, Object> details(Chore chore, Path pids) {
    return Map.of("chore", chore.name().toLowerCase(Locale.ROOT), "pids", pids.toString());
  }
}
