package dev.processmanager.benchmark;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// `ProcessBuilder` as careful code uses it: both streams are read at the same time, by threads
/// that a blocked read may hold, and neither is lost; a stop takes the descendants along.
final class Idiom implements Library {

  static final String SETTINGS =
      "two platform threads a child read its streams; `onExit()` tells of its end; stopped by"
          + " `destroy()` of the handles of all `descendants()` and of its own";

  private static final int BUFFER = 65_536;

  @Override
  public int run(String... argv) throws IOException, InterruptedException {
    Process process = opened(argv);
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    Thread out = reader(process.getInputStream(), stdout);
    Thread err = reader(process.getErrorStream(), stderr);
    int exitCode = process.waitFor();
    out.join();
    err.join();
    return exitCode;
  }

  private static Process opened(String... argv) throws IOException {
    Process process = new ProcessBuilder(argv).start();
    process.getOutputStream().close();
    return process;
  }

  private static Thread reader(InputStream from, ByteArrayOutputStream to) {
    return Thread.ofPlatform().daemon().start(() -> readAll(from, to));
  }

  private static void readAll(InputStream from, ByteArrayOutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException cutShort) {
      throw new IllegalStateException(cutShort);
    }
  }

  @Override
  public Child start(String... argv) throws IOException {
    Process process = opened(argv);
    CompletableFuture<?> ended =
        CompletableFuture.allOf(
            process.onExit(), read(process.getInputStream()), read(process.getErrorStream()));
    return new Child() {
      @Override
      public CompletableFuture<?> exit() {
        return ended;
      }

      @Override
      public void stop() {
        ProcessHandle handle = process.toHandle();
        Stream.concat(handle.descendants().toList().stream(), Stream.of(handle))
            .forEach(ProcessHandle::destroy);
      }
    };
  }

  private static CompletableFuture<?> read(InputStream from) {
    var captured = new ByteArrayOutputStream();
    return CompletableFuture.runAsync(
        () -> readAll(from, captured), task -> Thread.ofPlatform().daemon().start(task));
  }

  @Override
  public void count(LongConsumer sizes, String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try (InputStream in = process.getInputStream()) {
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sizes.accept(n);
      }
    }
    process.waitFor();
  }

  @Override
  public void lines(Consumer<String> consumer, String... argv)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try (BufferedReader in = process.inputReader()) {
      in.lines().forEach(consumer);
    }
    process.waitFor();
  }
}
