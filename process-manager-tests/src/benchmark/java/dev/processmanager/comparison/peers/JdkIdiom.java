package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `ProcessBuilder` as most code uses it that reads both streams.
public class JdkIdiom implements Contestant {

  static final Duration GRACE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "ProcessBuilder, usual";
  }

  @Override
  public String version() {
    return Runtime.version().toString();
  }

  @Override
  public String settings() {
    return "A thread for each stream; `waitFor` with the limit; then `destroy()`, `waitFor(1 s)`,"
        + " `destroyForcibly()`; then the readers are joined. An interrupt leads to"
        + " `destroyForcibly()`. A future is one of an executor, so that `cancel(true)` interrupts.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    var running = new Running(order);
    try {
      boolean late = !running.endsWithin(order.limit());
      if (late) {
        stop(running.process);
      }
      Outcome outcome = running.outcome();
      return late ? Outcome.timedOut(outcome.code(), outcome.stdout()) : outcome;
    } catch (InterruptedException interrupted) {
      force(running.process);
      throw interrupted;
    }
  }

  @Override
  public Started start(Order order) throws Exception {
    var running = new Running(order);
    return new Started() {
      @Override
      public Outcome outcome() throws InterruptedException {
        return running.outcome();
      }

      @Override
      public void stop() throws InterruptedException {
        JdkIdiom.this.stop(running.process);
      }
    };
  }

  @Override
  public Future<?> submit(Order order) {
    return Executors.newVirtualThreadPerTaskExecutor().submit(() -> run(order));
  }

  @Override
  public void startToOutlive(Order order, Path log) throws IOException {
    new ProcessBuilder(order.argv())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .start();
  }

  @Override
  public boolean isRunning(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  void force(Process process) {
    process.destroyForcibly();
  }

  void join(Thread reader) throws InterruptedException {
    reader.join();
  }

  private final class Running {
    private final Process process;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final Thread out;
    private final Thread err;

    Running(Order order) throws IOException {
      var builder = new ProcessBuilder(order.argv());
      if (order.directory() != null) {
        builder.directory(order.directory().toFile());
      }
      process = builder.start();
      out = thread(() -> read(process.getInputStream(), captured, order.listener()));
      err = thread(() -> read(process.getErrorStream(), OutputStream.nullOutputStream(), null));
      InputStream input = order.input();
      if (input == null) {
        process.getOutputStream().close();
      } else {
        thread(() -> write(input, process.getOutputStream()));
      }
    }

    boolean endsWithin(@Nullable Duration limit) throws InterruptedException {
      if (limit != null) {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
      process.waitFor();
      return true;
    }

    Outcome outcome() throws InterruptedException {
      int code = process.waitFor();
      join(out);
      join(err);
      return Outcome.exited(code, captured.toString(StandardCharsets.UTF_8));
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().start(work);
  }

  private static void read(InputStream from, OutputStream to, @Nullable Consumer<String> listener) {
    try (from) {
      if (listener == null) {
        from.transferTo(to);
        return;
      }
      var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        listener.accept(line);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void write(InputStream from, OutputStream to) {
    try (to) {
      from.transferTo(to);
      to.flush();
    } catch (IOException unread) {
      return;
    }
  }
}
