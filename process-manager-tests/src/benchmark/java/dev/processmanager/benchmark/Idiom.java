package dev.processmanager.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// A command run by `ProcessBuilder` as careful code does it: both streams are read at the same
/// time, by threads that a blocked read may hold, and neither is lost.
final class Idiom {

  record Captured(int exitCode, byte[] stdout, byte[] stderr) {}

  private Idiom() {}

  static Captured run(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).start();
    process.getOutputStream().close();
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    Thread out = reader(process.getInputStream(), stdout);
    Thread err = reader(process.getErrorStream(), stderr);
    int exitCode = process.waitFor();
    out.join();
    err.join();
    return new Captured(exitCode, stdout.toByteArray(), stderr.toByteArray());
  }

  static Thread reader(InputStream from, ByteArrayOutputStream to) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException cutShort) {
                throw new IllegalStateException(cutShort);
              }
            });
  }
}
