package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A process of the operating system that is looked after, be it a child or an adopted one. Its
/// futures complete on engine threads: what depends on them must not block and must not run user
/// code.
public interface Child {

  Identity.OfProcess identity();

  /// Who waits for its end to write it down, and ends by itself then: no part of what it is.
  default Optional<Identity.OfProcess> keeper() {
    return Optional.empty();
  }

  /// Completes when the process itself has ended.
  CompletableFuture<Exit> exit();

  /// Completes after [#exit()] when the output was taken: true at the end of both streams, false if
  /// somebody still held one of them when the drain limit was reached.
  CompletableFuture<Boolean> drained();

  /// Whether it has not ended and is neither a zombie nor stopped by a signal.
  boolean isAlive();

  /// What it used, as far as the engine knows once it has ended.
  ResourceUsage usage();

  /// Lets its number go, which until then nobody else can have. Called once it has ended and
  /// everything that came from it is stopped.
  void release();

  /// Stops serving it, so that nothing of the engine waits for its end.
  void leave();

  /// Sends a signal to the process alone; false if it has ended or the signal cannot be sent here.
  boolean signal(Signal signal);
}
