package dev.processmanager.jvm;

import dev.processmanager.os.Spawner;
import dev.processmanager.os.Stdin;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.worker.Worker;
import java.util.concurrent.CompletableFuture;

/// On which way a JVM and its host talk.
interface AnswerWay extends AutoCloseable {

  /// What the JVM is told, see [dev.processmanager.worker.Worker#main].
  String name();

  /// What it has as its standard input, and what else comes with that.
  Stdin stdin();

  /// Completes, once it has ended, when all that it has said was heard.
  CompletableFuture<Void> heardAll();

  @Override
  void close();

  /// The one for this engine.
  ///
  /// @throws LaunchException if there is none
  static AnswerWay of(Conversation conversation, LaunchContext context) {
    boolean hasChannels = context.service(Spawner.class).map(Spawner::hasChannels).orElse(true);
    return hasChannels ? new Descriptor(conversation) : AnswerSocket.open(conversation);
  }

  /// A descriptor that nobody else has; what it says there is served as its output is.
  record Descriptor(Conversation conversation) implements AnswerWay {

    @Override
    public String name() {
      return Worker.DESCRIPTORS;
    }

    @Override
    public Stdin stdin() {
      return new Stdin.Channel(conversation.outbox(), conversation);
    }

    @Override
    public CompletableFuture<Void> heardAll() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
