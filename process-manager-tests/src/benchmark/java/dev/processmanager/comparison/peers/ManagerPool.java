package dev.processmanager.comparison.peers;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;
import dev.processmanager.comparison.Workers;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A pool of this library.
abstract class ManagerPool implements Workers {

  private final Engine engine;
  private @Nullable ProcessManager manager;
  private @Nullable JvmPool pool;

  ManagerPool(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String version() {
    return "this one";
  }

  @Override
  public String settings() {
    return "`jvmPool(JvmOptions.defaults().workers(1))`.";
  }

  @Override
  public void open(int megabytes) {
    ProcessManager opened = ProcessManager.builder().engine(engine).build();
    manager = opened;
    pool = opened.jvmPool(JvmOptions.defaults().workers(1));
  }

  @Override
  public int call(Chore chore, Path pids) throws Exception {
    return result(submitted(opened(pool), chore, pids));
  }

  @Override
  public Future<?> submit(Chore chore, Path pids) {
    return submitted(opened(pool), chore, pids);
  }

  @Override
  public void begin(Chore chore, Path pids) {
    submitted(opened(pool), chore, pids);
  }

  @Override
  public int callWithoutStart(Path pids) throws Exception {
    JvmOptions bad = JvmOptions.defaults().workers(1).jvmArgs("-XX:+NoSuchOption");
    return result(submitted(opened(manager).jvmPool(bad), Chore.ANSWER, pids));
  }

  @Override
  public void close() {
    opened(pool).close();
    opened(manager).close();
  }

  private static CompletableFuture<Object> submitted(JvmPool pool, Chore chore, Path pids) {
    String what = chore.name();
    String file = pids.toString();
    return pool.submit(() -> Chores.perform(what, file));
  }

  private static int result(Future<Object> future) throws Exception {
    try {
      return Chores.measured(future.get());
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  private static <T> T opened(@Nullable T it) {
    if (it == null) {
      throw new IllegalStateException("not open");
    }
    return it;
  }
}
