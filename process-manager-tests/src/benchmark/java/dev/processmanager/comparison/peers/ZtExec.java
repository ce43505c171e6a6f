package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LineConsumer;

/// zt-exec.
public final class ZtExec implements Contestant {

  @Override
  public String name() {
    return "zt-exec";
  }

  @Override
  public String version() {
    return Jars.version(ProcessExecutor.class);
  }

  @Override
  public String settings() {
    return "`readOutput(true)` or `redirectOutput(LineConsumer)`, `timeout`, `closeTimeout(1 s)`,"
        + " `destroyOnExit()`. `start()` is stopped by `getProcess().destroy()` and, 1 s later,"
        + " `destroyForcibly()`; its future by `cancel(true)`.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES, Feature.ENDS_WITH_HOST);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    ProcessExecutor executor = executor(order);
    if (order.limit() != null) {
      executor.timeout(order.limit().toMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      return outcome(executor.execute());
    } catch (TimeoutException late) {
      return Outcome.timedOut(-1, "");
    }
  }

  @Override
  public Started start(Order order) throws Exception {
    StartedProcess started = executor(order).start();
    return new Started() {
      @Override
      public Outcome outcome() throws Exception {
        return ZtExec.outcome(started.getFuture().get());
      }

      @Override
      public void stop() throws InterruptedException {
        Process process = started.getProcess();
        process.destroy();
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    };
  }

  @Override
  public Future<?> submit(Order order) throws Exception {
    return executor(order).start().getFuture();
  }

  private static ProcessExecutor executor(Order order) {
    var executor =
        new ProcessExecutor(order.argv()).closeTimeout(1, TimeUnit.SECONDS).destroyOnExit();
    if (order.directory() != null) {
      executor.directory(order.directory().toFile());
    }
    if (order.input() != null) {
      executor.redirectInput(order.input());
    }
    var listener = order.listener();
    return listener == null
        ? executor.readOutput(true)
        : executor.redirectOutput((LineConsumer) listener::accept);
  }

  private static Outcome outcome(ProcessResult result) {
    return Outcome.exited(result.getExitValue(), result.hasOutput() ? result.outputUTF8() : "");
  }
}
