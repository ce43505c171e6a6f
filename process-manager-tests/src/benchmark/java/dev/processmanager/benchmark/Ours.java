package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// This library, as the README shows it.
record Ours(ProcessManager pm) implements Library {

  @Override
  public int run(String... argv) {
    return pm.runCli(Command.of(argv)).join().exitCode().orElseThrow();
  }

  @Override
  public Child start(String... argv) {
    CompletableFuture<?> run = pm.runCli(Command.of(argv));
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return run;
      }

      @Override
      public void stop() {
        run.cancel(true);
      }
    };
  }

  @Override
  public Child supervised(String... argv) {
    ManagedProcess process = pm.startCliBackground(Command.of(argv)).join();
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return process.exit();
      }

      @Override
      public void stop() {
        process.stop().join();
      }
    };
  }

  @Override
  public void count(LongConsumer sizes, String... argv) {
    pm.runCli(Command.of(argv).output((_, chunk) -> sizes.accept(chunk.remaining()))).join();
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv) {
    pm.runCli(Command.of(argv).onLine(line -> consumer.accept(line.text()))).join();
  }

  @Override
  public void close() {
    pm.close();
  }
}
