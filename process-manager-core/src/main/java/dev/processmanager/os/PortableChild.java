package dev.processmanager.os;

import dev.processmanager.output.Line;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A child of `ProcessBuilder`. [#poll] is called by the pump's thread alone.
final class PortableChild implements Child, PollingPump.Polled {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  private static final Receiver NOBODY = (_, _) -> Receiver.READY;
  private static final long SHORTEST_WAIT = 500_000;

  /// Who was asked something is about to answer, and who has written much is about to write more.
  private static final long SOON = 50_000;

  /// A quarter of what a pipe holds on Linux.
  private static final int MUCH = 16_384;

  private static final long LONGEST_WAIT = 20_000_000;

  /// Which wakes the pump.
  private static final long AT_ITS_END = Long.MAX_VALUE;

  private final Process process;
  private final boolean silent;
  private final Identity.OfProcess identity;
  private final Identities identities;
  private final Signals signals;
  private final Pipe stdout;
  private final Pipe stderr;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final CompletableFuture<Boolean> drained = new CompletableFuture<>();
  private final BooleanSupplier othersHoldItsOutput;
  private volatile boolean asked;
  private long wait = SHORTEST_WAIT;
  private long lookAgainAt;

  /// @param othersHoldItsOutput tells, once it has ended, whether somebody lives who may have its
  ///     pipes
  PortableChild(
      Process process,
      SpawnRequest request,
      Identity.OfProcess identity,
      Identities identities,
      Signals signals,
      BooleanSupplier othersHoldItsOutput,
      PollingPump pump) {
    this.othersHoldItsOutput = othersHoldItsOutput;
    this.process = process;
    this.identity = identity;
    this.identities = identities;
    this.signals = signals;
    Receiver receiver =
        request.stdout() instanceof Stdout.Piped(boolean _, Receiver taker) ? taker : NOBODY;
    if (request.stdin() instanceof Stdin.Channel(Outbox requests, Receiver answers)) {
      this.silent = false;
      this.stdout = new Pipe(Line.Source.STDOUT, process.getInputStream(), answers, pump);
      this.stderr = new Pipe(Line.Source.STDOUT, process.getErrorStream(), receiver, pump);
      requests.onNews(() -> expectAnswer(pump));
    } else {
      this.silent = receiver == NOBODY;
      this.stdout = new Pipe(Line.Source.STDOUT, process.getInputStream(), receiver, pump);
      this.stderr = new Pipe(Line.Source.STDERR, process.getErrorStream(), receiver, pump);
    }
    this.lookAgainAt = System.nanoTime();
    pump.add(this);
    process.onExit().thenRun(pump::wake);
  }

  private void expectAnswer(PollingPump pump) {
    asked = true;
    pump.wake();
  }

  @Override
  public Identity.OfProcess identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit;
  }

  @Override
  public CompletableFuture<Boolean> drained() {
    return drained;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive() && identities.isAwake(identity);
  }

  @Override
  public ResourceUsage usage() {
    return ResourceUsage.unknown();
  }

  /// A daemon thread of the JDK waits for its end, whatever happens.
  @Override
  public void leave() {}

  /// The JDK has let it go at its end.
  @Override
  public void release() {}

  @Override
  public boolean signal(Signal signal) {
    // Not Process.destroy(), which also closes the pipes and may wait for a writer.
    return process.isAlive() && signals.send(process.toHandle(), signal);
  }

  @Override
  public boolean isFinished() {
    return exit.isDone();
  }

  @Override
  public long poll(byte[] buffer, long now) {
    boolean ended = !process.isAlive();
    if (!ended && silent) {
      return AT_ITS_END;
    }
    if (asked) {
      asked = false;
      lookAgainAt = now;
      wait = SOON;
    }
    if (!ended && lookAgainAt - now > 0) {
      return lookAgainAt - now;
    }
    int taken = stdout.take(buffer, ended) + stderr.take(buffer, ended);
    if (ended && taken == 0) {
      finish();
      return LONGEST_WAIT;
    }
    wait = waitAfter(taken);
    lookAgainAt = now + wait;
    return taken > 0 ? 0 : wait;
  }

  private long waitAfter(int taken) {
    if (taken == 0) {
      return Math.min(wait * 2, LONGEST_WAIT);
    }
    return taken < MUCH ? SHORTEST_WAIT : SOON;
  }

  /// The JDK itself has read what the child left in its pipes and closed them, so there is an end,
  /// though somebody else might have written more.
  private void finish() {
    exit.complete(Exits.decode(process.exitValue()));
    if (stdout.broken || stderr.broken) {
      drained.complete(false);
    } else {
      drained.completeAsync(() -> !othersHoldItsOutput.getAsBoolean(), Thread::startVirtualThread);
    }
  }

  /// One of the two output streams.
  private final class Pipe {
    private final Line.Source source;
    private final InputStream stream;
    private final Receiver receiver;
    private final PollingPump pump;
    private CompletableFuture<Void> ready = Receiver.READY;
    private boolean broken;

    Pipe(Line.Source source, InputStream stream, Receiver receiver, PollingPump pump) {
      this.source = source;
      this.stream = stream;
      this.receiver = receiver;
      this.pump = pump;
    }

    /// After the end there is one pipe's worth at most, which is taken even by a slow receiver.
    ///
    /// @return how many bytes
    int take(byte[] buffer, boolean ended) {
      if (broken || (!ready.isDone() && !ended)) {
        return 0;
      }
      try {
        int n = Math.min(stream.available(), buffer.length);
        if (n <= 0) {
          return 0;
        }
        int read = stream.read(buffer, 0, n);
        ready = receiver.receive(source, ByteBuffer.wrap(buffer, 0, read));
        if (!ready.isDone()) {
          ready.thenRun(pump::wake);
        }
        return read;
      } catch (IOException | RuntimeException | Error failure) {
        // Whatever one child causes, the others are served.
        LOG.error("The {} of process {} is lost from here on", source, identity.pid(), failure);
        broken = true;
        return 0;
      }
    }
  }
}
