package dev.processmanager.comparison.peers;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// NuProcess.
public final class NuProcessPeer implements Contestant {

  /// Also what the code of a failed start is.
  private static final int RUNNING = Integer.MIN_VALUE;

  @Override
  public String name() {
    return "NuProcess";
  }

  @Override
  public String version() {
    return Jars.version(NuProcess.class);
  }

  @Override
  public String settings() {
    return "A `NuAbstractProcessHandler` that collects bytes; `waitFor` with the limit, then"
        + " `destroy(false)`, `waitFor(1 s)`, `destroy(true)`; `onExit(MIN_VALUE)` is told as a"
        + " failed start; as many threads as cores, dead processes looked for every 100 ms. An"
        + " interrupt leads to `destroy(true)`.";
  }

  @Override
  public void open(int megabytes) {
    System.setProperty("com.zaxxer.nuprocess.threads", "cores");
    System.setProperty("com.zaxxer.nuprocess.deadPoolPollMs", "100");
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.ENDS_WITH_HOST);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    var running = new Running(order);
    Duration limit = order.limit();
    try {
      int code =
          running.process.waitFor(limit == null ? 0 : limit.toMillis(), TimeUnit.MILLISECONDS);
      return code == RUNNING
          ? Outcome.timedOut(running.stop(), running.captured())
          : Outcome.exited(code, running.captured());
    } catch (InterruptedException interrupted) {
      running.process.destroy(true);
      throw interrupted;
    }
  }

  @Override
  public Started start(Order order) throws Exception {
    var running = new Running(order);
    return new Started() {
      @Override
      public Outcome outcome() throws InterruptedException {
        return Outcome.exited(running.process.waitFor(0, TimeUnit.SECONDS), running.captured());
      }

      @Override
      public void stop() throws InterruptedException {
        running.stop();
      }
    };
  }

  private static final class Running extends NuAbstractProcessHandler {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Order order;
    private final NuProcess process;
    private volatile boolean failed;

    Running(Order order) throws IOException {
      if (order.wholeLines()) {
        throw new NoSuchFeature("hands out chunks, not lines");
      }
      if (order.stream() != null) {
        throw new NoSuchFeature("takes buffers, not streams");
      }
      this.order = order;
      var builder = new NuProcessBuilder(this, order.argv());
      if (order.directory() != null) {
        builder.setCwd(order.directory());
      }
      @Nullable NuProcess started = builder.start();
      if (started == null || failed) {
        throw new IOException("onExit(MIN_VALUE)");
      }
      process = started;
    }

    @Override
    public void onExit(int code) {
      failed = code == RUNNING;
    }

    int stop() throws InterruptedException {
      process.destroy(false);
      int code = process.waitFor(1, TimeUnit.SECONDS);
      if (code != RUNNING) {
        return code;
      }
      process.destroy(true);
      return process.waitFor(0, TimeUnit.SECONDS);
    }

    synchronized String captured() {
      return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onStart(NuProcess started) {
      byte[] input = order.bytes();
      if (input != null) {
        started.writeStdin(ByteBuffer.wrap(input));
      }
      started.closeStdin(input == null);
    }

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
      var chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      var listener = order.listener();
      if (listener == null) {
        keep(chunk);
      } else if (chunk.length > 0) {
        listener.accept(new String(chunk, StandardCharsets.UTF_8));
      }
    }

    private synchronized void keep(byte[] chunk) {
      out.writeBytes(chunk);
    }
  }
}
