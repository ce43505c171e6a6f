package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// Texts for the standard input of a process, which keep their order while nobody waits for them.
final class Texts {

  private final ReentrantLock lock = new ReentrantLock();
  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

  CompletableFuture<Boolean> send(Execution to, String text) {
    lock.lock();
    try {
      last = last.thenApplyAsync(_ -> write(to.stdin(), text), Thread::startVirtualThread);
      return last.copy();
    } finally {
      lock.unlock();
    }
  }

  /// The standard input of what was never launched.
  static OutputStream refused() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("Nothing runs");
      }
    };
  }

  private static boolean write(OutputStream stdin, String text) {
    try {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
      stdin.flush();
      return true;
    } catch (IOException notRead) {
      return false;
    }
  }
}
