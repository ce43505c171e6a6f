package dev.processmanager.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds a child's standard input. A child that ends without reading everything is no failure.
final class StdinWriter {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");

  /// What every pipe takes without blocking.
  private static final int FITS_A_PIPE = 4_096;

  private StdinWriter() {}

  static void feed(Process process, Stdin stdin) {
    switch (stdin) {
      case Stdin.Nothing _, Stdin.FromFile _, Stdin.Inherited _ -> {}
      case Stdin.Bytes(ByteBuffer bytes) when bytes.remaining() <= FITS_A_PIPE ->
          write(process, bytes);
      case Stdin.Bytes(ByteBuffer bytes) -> onOwnThread(process, () -> write(process, bytes));
      case Stdin.FromStream(InputStream stream) ->
          onOwnThread(process, () -> copy(process, stream));
      case Stdin.Channel(Outbox requests, Receiver _) ->
          onOwnThread(process, () -> deliver(process, requests));
      case Stdin.FromPipe(BytePipe pipe) ->
          onOwnThread(
              process,
              () -> {
                copy(process, pipe.source());
                pipe.breakOff("The process reads no further");
              });
    }
  }

  private static void write(Process process, ByteBuffer bytes) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    } catch (IOException childReadNoFurther) {
      stoppedReading(childReadNoFurther);
    }
  }

  private static void deliver(Process process, Outbox requests) {
    try (OutputStream out = process.getOutputStream()) {
      for (ByteBuffer next = requests.take(); next != null; next = requests.take()) {
        out.write(next.array(), next.arrayOffset() + next.position(), next.remaining());
        out.flush();
      }
    } catch (IOException | InterruptedException endOfReading) {
      requests.breakOff("The process reads no further");
      stoppedReading(endOfReading);
    }
  }

  private static void copy(Process process, InputStream stream) {
    try (OutputStream out = process.getOutputStream()) {
      byte[] buffer = new byte[8_192];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException endOfReading) {
      stoppedReading(endOfReading);
    }
  }

  static void stoppedReading(Exception reason) {
    LOG.debug("A child did not get all of its input", reason);
  }

  /// A platform thread, since a write into a full pipe holds its carrier.
  private static void onOwnThread(Process process, Runnable work) {
    Thread writer =
        Thread.ofPlatform().daemon().name("process-manager-stdin-" + process.pid()).start(work);
    CompletableFuture<Process> unused = process.onExit();
    unused.thenRun(writer::interrupt);
  }
}
