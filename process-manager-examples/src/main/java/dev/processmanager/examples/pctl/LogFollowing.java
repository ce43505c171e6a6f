package dev.processmanager.examples.pctl;

import dev.processmanager.output.Subscription;
import dev.processmanager.process.Exit;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Prints what a streamer logs, until it ends or nobody reads any more.
record LogFollowing(ManagedProcess streamer) {

  /// What is logged last may be read a moment after the end is known.
  private static final long LAST_WORDS_MILLIS = 300;

  void untilItsEnd(int lines) {
    CompletableFuture<Exit> exit = streamer.exit();
    var unread = new CompletableFuture<Void>();
    try (Subscription _ = streamer.output().follow(lines, line -> print(line.text(), unread))) {
      CompletableFuture.anyOf(exit, unread).join();
      unread.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS).join();
    }
    if (exit.isDone()) {
      System.err.println(streamer.id() + " has ended: " + exit.join().describe());
    }
  }

  private static void print(String line, CompletableFuture<Void> unread) {
    IO.println(line);
    if (System.out.checkError()) {
      unread.complete(null);
    }
  }
}
