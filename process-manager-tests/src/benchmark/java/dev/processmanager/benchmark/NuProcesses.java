package dev.processmanager.benchmark;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.codec.NuAbstractCharsetHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// NuProcess.
final class NuProcesses implements Library {

  static final String SETTINGS =
      "`run()` to wait, else `start()`; a handler keeps what comes; lines by a"
          + " `NuAbstractCharsetHandler` that splits them; `deadPoolPollMs=100`, its smallest, which"
          + " is how often it looks for ends; stopped by `destroy(false)`";

  NuProcesses() {
    System.setProperty("com.zaxxer.nuprocess.deadPoolPollMs", "100");
  }

  /// Its own `onExit` is told the exit code.
  private static class Capturing extends NuAbstractProcessHandler {
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void onStdout(ByteBuffer chunk, boolean closed) {
      take(chunk, out);
    }

    @Override
    public void onStderr(ByteBuffer chunk, boolean closed) {
      take(chunk, err);
    }

    private static void take(ByteBuffer chunk, ByteArrayOutputStream to) {
      var bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      to.writeBytes(bytes);
    }

    @Override
    public void onExit(int exitCode) {
      exit.complete(exitCode);
    }
  }

  @Override
  public int run(String... argv) {
    var handler = new Capturing();
    new NuProcessBuilder(handler, argv).run();
    return handler.exit.join();
  }

  @Override
  public Child start(String... argv) {
    var handler = new Capturing();
    NuProcess process = new NuProcessBuilder(handler, argv).start();
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return handler.exit;
      }

      @Override
      public void stop() {
        process.destroy(false);
      }
    };
  }

  @Override
  public void count(LongConsumer sizes, String... argv) {
    new NuProcessBuilder(
            new NuAbstractProcessHandler() {
              @Override
              public void onStdout(ByteBuffer chunk, boolean closed) {
                sizes.accept(chunk.remaining());
                chunk.position(chunk.limit());
              }
            },
            argv)
        .run();
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv) {
    new NuProcessBuilder(new Splitting(consumer), argv).run();
  }

  private static final class Splitting extends NuAbstractCharsetHandler {
    private final Consumer<String> consumer;
    private final StringBuilder current = new StringBuilder();

    Splitting(Consumer<String> consumer) {
      super(StandardCharsets.UTF_8);
      this.consumer = consumer;
    }

    @Override
    protected void onStdoutChars(CharBuffer chars, boolean closed, CoderResult result) {
      while (chars.hasRemaining()) {
        char c = chars.get();
        if (c == '\n') {
          consumer.accept(current.toString());
          current.setLength(0);
        } else {
          current.append(c);
        }
      }
    }
  }
}
