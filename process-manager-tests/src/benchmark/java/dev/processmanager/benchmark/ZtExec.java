package dev.processmanager.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.listener.ProcessListener;
import org.zeroturnaround.exec.stream.LogOutputStream;

/// zt-exec.
final class ZtExec implements Library {

  static final String SETTINGS =
      "`readOutput(true)` with `redirectError`, so that both streams are captured; `execute()` to"
          + " wait, else `start()` with a listener; lines by its `LogOutputStream`; stopped by"
          + " `cancel(true)` of its future; `destroyOnExit()`";

  @Override
  public int run(String... argv) throws IOException, InterruptedException, TimeoutException {
    return captured(argv).execute().getExitValue();
  }

  private static ProcessExecutor captured(String... argv) {
    return new ProcessExecutor(argv)
        .readOutput(true)
        .redirectError(new ByteArrayOutputStream())
        .destroyOnExit();
  }

  @Override
  public Child start(String... argv) throws IOException {
    var ended = new CompletableFuture<Process>();
    StartedProcess process =
        captured(argv)
            .addListener(
                new ProcessListener() {
                  @Override
                  public void afterStop(Process stopped) {
                    ended.complete(stopped);
                  }
                })
            .start();
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return ended;
      }

      @Override
      public void stop() {
        process.getFuture().cancel(true);
      }
    };
  }

  @Override
  public void count(LongConsumer sizes, String... argv) throws Exception {
    new ProcessExecutor(argv).redirectOutput(new Counting(sizes)).execute();
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv) throws Exception {
    new ProcessExecutor(argv)
        .redirectOutput(
            new LogOutputStream() {
              @Override
              protected void processLine(String line) {
                consumer.accept(line);
              }
            })
        .execute();
  }

  /// Looks at no byte.
  static final class Counting extends OutputStream {
    private final LongConsumer sizes;

    Counting(LongConsumer sizes) {
      this.sizes = sizes;
    }

    @Override
    public void write(int b) {
      sizes.accept(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      sizes.accept(length);
    }
  }
}
