package dev.processmanager.benchmark;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.exec.ManagedProcessListener;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// ch.vorburger.exec.
final class VorburgerExec implements Library {

  static final String SETTINGS =
      "`addStdOut` and `addStdErr` with a buffer each; `waitForExit()`, else a"
          + " `ManagedProcessListener`; lines by the `LogOutputStream` of Commons Exec; its own log of"
          + " all output off; stopped by `destroy()`; not run on 2 GB, since it keeps the last"
          + " lines, and that output is a single one";

  private static ManagedProcessBuilder builder(String... argv) throws ManagedProcessException {
    var builder = new ManagedProcessBuilder(argv[0]);
    Arrays.stream(argv).skip(1).forEach(argument -> builder.addArgument(argument, false));
    return builder.addStdErr(new ByteArrayOutputStream());
  }

  @Override
  public int run(String... argv) throws ManagedProcessException {
    return builder(argv).addStdOut(new ByteArrayOutputStream()).build().start().waitForExit();
  }

  @Override
  public Child start(String... argv) throws ManagedProcessException {
    var ended = new Ended();
    ManagedProcess process =
        builder(argv)
            .addStdOut(new ByteArrayOutputStream())
            .setProcessListener(ended)
            .build()
            .start();
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return ended.exit;
      }

      @Override
      public void stop() throws ManagedProcessException {
        process.destroy();
      }
    };
  }

  private static final class Ended implements ManagedProcessListener {
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Override
    public void onProcessComplete(int exitValue) {
      exit.complete(exitValue);
    }

    @Override
    public void onProcessFailed(int exitValue, Throwable failure) {
      exit.complete(exitValue);
    }
  }

  @Override
  public void count(LongConsumer sizes, String... argv) throws ManagedProcessException {
    builder(argv).addStdOut(new ZtExec.Counting(sizes)).build().start().waitForExit();
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv) throws ManagedProcessException {
    builder(argv).addStdOut(new CommonsExec.Lines(consumer)).build().start().waitForExit();
  }
}
