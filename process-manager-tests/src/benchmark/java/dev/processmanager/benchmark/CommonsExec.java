package dev.processmanager.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.LogOutputStream;
import org.apache.commons.exec.PumpStreamHandler;

/// Apache Commons Exec.
final class CommonsExec implements Library {

  static final String SETTINGS =
      "`PumpStreamHandler` with a buffer for each stream; `execute` to wait, else with an"
          + " `ExecuteResultHandler`; lines by its `LogOutputStream`; stopped by"
          + " `destroyProcess()` of an `ExecuteWatchdog` without a timeout";

  @Override
  public int run(String... argv) throws IOException {
    return captured().execute(line(argv));
  }

  static CommandLine line(String... argv) {
    return new CommandLine(argv[0]).addArguments(Arrays.copyOfRange(argv, 1, argv.length), false);
  }

  private static DefaultExecutor captured() {
    return executor(new ByteArrayOutputStream());
  }

  private static DefaultExecutor executor(OutputStream out) {
    return DefaultExecutor.builder()
        .setExecuteStreamHandler(new PumpStreamHandler(out, new ByteArrayOutputStream()))
        .get();
  }

  @Override
  public Child start(String... argv) throws IOException {
    var ended = new Ended();
    ExecuteWatchdog watchdog =
        ExecuteWatchdog.builder().setTimeout(ExecuteWatchdog.INFINITE_TIMEOUT_DURATION).get();
    DefaultExecutor executor = captured();
    executor.setWatchdog(watchdog);
    executor.execute(line(argv), ended);
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return ended.exit;
      }

      @Override
      public void stop() {
        watchdog.destroyProcess();
      }
    };
  }

  private static final class Ended implements ExecuteResultHandler {
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Override
    public void onProcessComplete(int exitValue) {
      exit.complete(exitValue);
    }

    @Override
    public void onProcessFailed(ExecuteException failure) {
      exit.complete(failure.getExitValue());
    }
  }

  @Override
  public void count(LongConsumer sizes, String... argv) throws IOException {
    executor(new ZtExec.Counting(sizes)).execute(line(argv));
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv) throws IOException {
    executor(new Lines(consumer)).execute(line(argv));
  }

  static final class Lines extends LogOutputStream {
    private final Consumer<String> consumer;

    Lines(Consumer<String> consumer) {
      this.consumer = consumer;
    }

    @Override
    protected void processLine(String line, int logLevel) {
      consumer.accept(line);
    }
  }
}
