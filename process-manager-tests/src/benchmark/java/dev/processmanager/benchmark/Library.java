package dev.processmanager.benchmark;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// One way to run commands in Java, with the settings that its documentation recommends.
interface Library extends AutoCloseable {

  /// A command that runs while both its streams are being read.
  interface Child {

    /// Completed by the library when it has noticed the end.
    CompletableFuture<?> exit();

    /// As its users are told to end it.
    void stop() throws Exception;
  }

  /// Runs a command to its end, both streams captured.
  ///
  /// @return its exit code
  int run(String... argv) throws Exception;

  /// The same without waiting.
  Child start(String... argv) throws Exception;

  /// As what is to be looked after for long.
  default Child supervised(String... argv) throws Exception {
    return start(argv);
  }

  /// Runs a command to its end, and tells the size of each piece of its output.
  void count(LongConsumer sizes, String... argv) throws Exception;

  /// Runs a command to its end, and hands out its output line by line.
  void lines(Consumer<String> consumer, String... argv) throws Exception;

  @Override
  default void close() {}
}
