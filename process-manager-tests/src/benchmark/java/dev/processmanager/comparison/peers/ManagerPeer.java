package dev.processmanager.comparison.peers;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import dev.processmanager.process.Ending;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// This library.
abstract class ManagerPeer implements Contestant {

  private static final StopPlan STOP = StopPlan.graceful(Duration.ofSeconds(1));

  private final Engine engine;
  private final Opened<ProcessManager> manager = new Opened<>();

  ManagerPeer(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String version() {
    return "this one";
  }

  @Override
  public String settings() {
    return "`runCli` and `startCliBackground` with `stop(StopPlan.graceful(1 s))`; a caller who is"
        + " interrupted in `get()` cancels the future, as everybody must who gives up waiting.";
  }

  @Override
  public void open(int megabytes) {
    manager.is(ProcessManager.builder().engine(engine).build());
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    CompletableFuture<ProcessResult> future = manager.get().runCli(command(order));
    try {
      return outcome(future.get());
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      throw interrupted;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ProcessTimeoutException late) {
        return outcome(late.result());
      }
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  @Override
  public Started start(Order order) {
    ManagedProcess process = manager.get().startCliBackground(command(order)).join();
    return new Started() {
      @Override
      public Outcome outcome() {
        return ManagerPeer.outcome(process.result().join());
      }

      @Override
      public void stop() {
        process.stop().join();
      }
    };
  }

  @Override
  public Future<?> submit(Order order) {
    return manager.get().runCli(command(order));
  }

  @Override
  public void startToOutlive(Order order, Path log) {
    manager.get().startCliBackground(command(order), as -> as.detached().logFile(log)).join();
  }

  @Override
  public boolean isRunning(long pid) {
    try {
      ManagedProcess adopted = manager.get().adopt(pid, as -> as.id("it")).join();
      return manager.get().isRunning(adopted.id()).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof LaunchException) {
        return false;
      }
      throw failure;
    }
  }

  private static Command command(Order order) {
    Command command = Command.of(order.argv()).stop(STOP);
    if (order.limit() != null) {
      command = command.timeout(order.limit());
    }
    if (order.bytes() != null) {
      command = command.input(order.bytes());
    } else if (order.stream() != null) {
      command = command.input(order.stream());
    }
    if (order.directory() != null) {
      command = command.in(order.directory());
    }
    var listener = order.listener();
    return listener == null ? command : command.onLine(line -> listener.accept(line.text()));
  }

  private static Outcome outcome(ProcessResult result) {
    return new Outcome(
        result.exitCode().orElse(-1),
        result.describe(),
        result.stdout(),
        result.ending() == Ending.TIMED_OUT);
  }
}
