package dev.processmanager.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A megabyte of output in chunks of 64 KB, kept and turned into a text.
@State(Scope.Thread)
public class CaptureLoop {

  private static final int CHUNKS = 16;

  private final ByteBuffer chunk = letters(65_536);

  private static ByteBuffer letters(int length) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return ByteBuffer.wrap(bytes);
  }

  @Benchmark
  public String capture() {
    var capture = new Capture(10_000_000);
    for (int i = 0; i < CHUNKS; i++) {
      capture.add(chunk.rewind());
    }
    return capture.takeText(StandardCharsets.UTF_8);
  }
}
