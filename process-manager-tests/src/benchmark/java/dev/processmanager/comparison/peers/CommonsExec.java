package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.LogOutputStream;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.ShutdownHookProcessDestroyer;

/// Apache Commons Exec.
public final class CommonsExec implements Contestant {

  private final ShutdownHookProcessDestroyer atExit = new ShutdownHookProcessDestroyer();

  @Override
  public String name() {
    return "commons-exec";
  }

  @Override
  public String version() {
    return Jars.version(DefaultExecutor.class);
  }

  @Override
  public String settings() {
    return "`DefaultExecutor` with a `PumpStreamHandler` whose `setStopTimeout` is 1 s, an"
        + " `ExecuteWatchdog` that is asked for `killedProcess()` whatever the code, and a"
        + " `ShutdownHookProcessDestroyer`; arguments unquoted; lines by `LogOutputStream`. In the"
        + " background with a `DefaultExecuteResultHandler`, stopped by `destroyProcess()`.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.ENDS_WITH_HOST);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    var run = new Run(order);
    try {
      int code = run.executor.execute(run.line);
      return run.watchdog.killedProcess()
          ? Outcome.timedOut(code, run.captured())
          : Outcome.exited(code, run.captured());
    } catch (ExecuteException failure) {
      if (run.watchdog.killedProcess()) {
        return Outcome.timedOut(failure.getExitValue(), run.captured());
      }
      throw failure;
    }
  }

  @Override
  public Started start(Order order) throws Exception {
    var run = new Run(order);
    var handler = new DefaultExecuteResultHandler();
    run.executor.execute(run.line, handler);
    return new Started() {
      @Override
      public Outcome outcome() throws Exception {
        handler.waitFor();
        ExecuteException failure = handler.getException();
        if (failure != null && failure.getExitValue() < 0) {
          throw failure;
        }
        return Outcome.exited(handler.getExitValue(), run.captured());
      }

      @Override
      public void stop() {
        run.watchdog.destroyProcess();
      }
    };
  }

  private final class Run {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandLine line;
    private final DefaultExecutor executor;
    private final ExecuteWatchdog watchdog;

    Run(Order order) throws IOException {
      line = new CommandLine(order.argv().getFirst());
      order.argv().stream().skip(1).forEach(argument -> line.addArgument(argument, false));
      var listener = order.listener();
      var pumps =
          new PumpStreamHandler(
              listener == null ? out : lines(listener),
              OutputStream.nullOutputStream(),
              order.input());
      pumps.setStopTimeout(Duration.ofSeconds(1));
      var builder = DefaultExecutor.builder().setExecuteStreamHandler(pumps);
      if (order.directory() != null) {
        builder.setWorkingDirectory(order.directory());
      }
      executor = builder.get();
      Duration limit = order.limit();
      watchdog =
          ExecuteWatchdog.builder()
              .setTimeout(limit == null ? ExecuteWatchdog.INFINITE_TIMEOUT_DURATION : limit)
              .get();
      executor.setWatchdog(watchdog);
      executor.setProcessDestroyer(atExit);
      executor.setExitValues(null);
    }

    String captured() {
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private static OutputStream lines(Consumer<String> listener) {
    return new LogOutputStream(0, StandardCharsets.UTF_8) {
      @Override
      protected void processLine(String line, int level) {
        listener.accept(line);
      }
    };
  }
}
