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

/// A pool of this library.
abstract class ManagerPool implements Workers {

  private final Engine engine;
  private final Opened<ProcessManager> manager = new Opened<>();
  private final Opened<JvmPool> pool = new Opened<>();

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
    manager.is(opened);
    pool.is(opened.jvmPool(JvmOptions.defaults().workers(1)));
  }

  @Override
  public int call(Chore chore, Path pids) throws Exception {
    return result(submitted(pool.get(), chore, pids));
  }

  @Override
  public Future<?> submit(Chore chore, Path pids) {
    return submitted(pool.get(), chore, pids);
  }

  @Override
  public void begin(Chore chore, Path pids) {
    submitted(pool.get(), chore, pids);
  }

  @Override
  public int callWithoutStart(Path pids) throws Exception {
    JvmOptions bad = JvmOptions.defaults().workers(1).jvmArgs("-XX:+NoSuchOption");
    return result(submitted(manager.get().jvmPool(bad), Chore.ANSWER, pids));
  }

  @Override
  public void close() {
    pool.get().close();
    manager.get().close();
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
}
