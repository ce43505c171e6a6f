package dev.processmanager.command;

import dev.processmanager.os.BytePipe;
import dev.processmanager.os.Receiver;
import dev.processmanager.output.Line;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// Both ends that a host has of one interactive child. What the child prints goes where all output
/// goes, and to whoever reads it here, who may hold the child back.
final class Dialogue implements Receiver {

  private static final int CAPACITY = 65_536;

  /// What a child may print before anybody asks for its output.
  private static final int UNCLAIMED = 262_144;

  private final String name;
  private final Receiver others;
  private final BytePipe input = new BytePipe(CAPACITY);
  private final BytePipe output = new BytePipe(CAPACITY);
  private volatile boolean claimed;

  Dialogue(String name, Receiver others) {
    this.name = name;
    this.others = others;
  }

  /// What the engine feeds the child with.
  BytePipe input() {
    return input;
  }

  OutputStream stdin() {
    return input.sink();
  }

  InputStream stdout() {
    claimed = true;
    return output.source();
  }

  @Override
  public CompletableFuture<Void> receive(Line.Source source, ByteBuffer chunk) {
    CompletableFuture<Void> taken = others.receive(source, chunk.duplicate());
    return source == Line.Source.STDOUT ? both(taken, pass(chunk)) : taken;
  }

  private CompletableFuture<Void> pass(ByteBuffer chunk) {
    if (claimed) {
      return output.offer(chunk);
    }
    if (output.size() + chunk.remaining() > UNCLAIMED) {
      output.breakOff("The output of " + name + " was not asked for in time and is lost here");
    } else {
      output.offer(chunk);
    }
    return READY;
  }

  private static CompletableFuture<Void> both(
      CompletableFuture<Void> one, CompletableFuture<Void> other) {
    if (one.isDone()) {
      return other;
    }
    return other.isDone() ? one : CompletableFuture.allOf(one, other);
  }

  /// The child reads nothing more.
  void ended(String how) {
    input.breakOffFinally(name + " has ended: " + how);
  }

  /// Everything that the child printed is here.
  void drained() {
    output.end();
  }
}
