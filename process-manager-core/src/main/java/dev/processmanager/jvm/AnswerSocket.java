package dev.processmanager.jvm;

import dev.processmanager.os.Stdin;
import dev.processmanager.output.Line;
import dev.processmanager.process.LaunchException;
import dev.processmanager.worker.Worker;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket in a directory of this user alone, for one JVM, where no descriptor can be handed on.
/// Takes two virtual threads, which wait there without a carrier.
final class AnswerSocket implements AnswerWay {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.jvm");
  private static final AtomicLong COUNT = new AtomicLong();
  private static final int BUFFER = 65_536;
  private static final long DRAIN_SECONDS = 1;

  private final Conversation conversation;
  private final Path file;
  private final ServerSocketChannel server;
  private final CompletableFuture<Void> heardAll = new CompletableFuture<>();

  private AnswerSocket(Conversation conversation, Path file, ServerSocketChannel server) {
    this.conversation = conversation;
    this.file = file;
    this.server = server;
  }

  /// @throws LaunchException if there can be none
  static AnswerSocket open(Conversation conversation) {
    Path file = RunDirectory.path().resolve(COUNT.incrementAndGet() + ".sock");
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(file));
      } catch (IOException | RuntimeException failure) {
        server.close();
        throw failure;
      }
      var socket = new AnswerSocket(conversation, file, server);
      Thread.ofVirtual().name("process-manager-answers").start(socket::listen);
      return socket;
    } catch (IOException | UnsupportedOperationException failure) {
      throw new LaunchException(
          file.toString(),
          true,
          "Cannot launch a JVM: it could not answer on the socket " + file + ": " + failure,
          failure);
    }
  }

  private void listen() {
    try (SocketChannel answers = server.accept()) {
      leave();
      Thread.ofVirtual().name("process-manager-requests").start(() -> send(answers));
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (answers.read(buffer.clear()) >= 0) {
        conversation.receive(Line.Source.STDOUT, buffer.flip());
      }
    } catch (IOException closed) {
      LOG.debug("A JVM answers no further on {}", file, closed);
    } finally {
      conversation.outbox().breakOff("The JVM answers no further");
      heardAll.complete(null);
    }
  }

  private void send(SocketChannel requests) {
    try {
      for (ByteBuffer next = take(); next != null; next = take()) {
        while (next.hasRemaining()) {
          requests.write(next);
        }
      }
    } catch (IOException | InterruptedException readsNoFurther) {
      LOG.debug("A JVM listens no further on {}", file, readsNoFurther);
    }
  }

  private @Nullable ByteBuffer take() throws InterruptedException {
    return conversation.outbox().take();
  }

  /// One comes, and no other.
  private void leave() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.debug("The socket {} stays", file, failure);
    }
  }

  @Override
  public String name() {
    return Worker.SOCKET + file;
  }

  @Override
  public Stdin stdin() {
    return new Stdin.Nothing();
  }

  @Override
  public CompletableFuture<Void> heardAll() {
    return heardAll.copy().completeOnTimeout(null, DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  /// Nobody has come yet, or has ended.
  @Override
  public void close() {
    leave();
  }
}
