package dev.processmanager.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// As much as a pipe gives at once, in lines of 64 bytes.
@State(Scope.Thread)
public class LineSplitterLoop {

  private static final int LINES = 1_024;

  private long length;
  private final ByteBuffer chunk =
      ByteBuffer.wrap(("x".repeat(63) + "\n").repeat(LINES).getBytes(StandardCharsets.UTF_8));
  private final LineSplitter splitter =
      new LineSplitter(StandardCharsets.UTF_8, line -> length += line.length());

  @Benchmark
  public long split() {
    splitter.add(chunk.rewind());
    return length;
  }
}
