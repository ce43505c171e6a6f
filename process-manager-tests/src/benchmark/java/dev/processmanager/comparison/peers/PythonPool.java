package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Python's `ProcessPoolExecutor`.
public final class PythonPool implements Workers {

  private final Opened<Server> server = new Opened<>();

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
    server.is(Server.start(List.of("python3", "src/benchmark/python/tasks.py")));
  }

  @Override
  public long host() {
    return server.get().pid();
  }

  @Override
  public int call(Chore chore, Path pids) throws Exception {
    return server.get().ask("call", details(chore, pids)).get("result").asInt();
  }

  @Override
  public void begin(Chore chore, Path pids) throws Exception {
    server.get().ask("begin", details(chore, pids));
  }

  @Override
  public int callWithoutStart(Path pids) throws Exception {
    return server.get().ask("bad_start", details(Chore.ANSWER, pids)).get("result").asInt();
  }

  @Override
  public void close() throws Exception {
    server.get().ask("close", Map.of());
  }

  private static Map<String, Object> details(Chore chore, Path pids) {
    return Map.of("chore", chore.name().toLowerCase(Locale.ROOT), "pids", pids.toString());
  }
}
