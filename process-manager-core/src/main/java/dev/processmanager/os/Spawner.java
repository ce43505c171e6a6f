package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import java.util.concurrent.CompletableFuture;

/// An engine: starts children and serves their streams and exits. Safe for use by many threads.
public interface Spawner extends AutoCloseable {

  /// Starts a child on a thread of the engine's own.
  ///
  /// @return completes on an engine thread, exceptionally with a `LaunchException`
  CompletableFuture<Child> spawn(SpawnRequest request);

  /// Whether a child can have a [Stdin.Channel].
  boolean hasChannels();

  /// The tools of this machine that the engine was given.
  Tools tools();

  /// Sends signals to the descendants of children.
  Signaller signaller();

  /// Tells processes from strangers with their numbers, also those that are not its children.
  Fingerprints fingerprints();

  /// Looks after a process that is not a child of this JVM, if it is the recorded one. Of one that
  /// has ended, only how is told, as far as that is known.
  ///
  /// @param traces what it leaves behind
  /// @param told whether who has started it has just told who it is, so that nothing is to prove
  /// @throws dev.processmanager.process.LaunchException if it is not known who it is
  AdoptedChild adopt(Fingerprint recorded, Traces traces, boolean told);

  /// Lets idle threads go. Children that still run are served to their end.
  @Override
  void close();

  /// The engine for Linux, where [NativeEngine#obstacle()] is empty.
  static Spawner nativeOne(Tools tools) {
    return new NativeSpawner(tools);
  }

  /// The engine that works everywhere, on `ProcessBuilder`.
  static Spawner portable(Tools tools) {
    return new PortableSpawner(tools);
  }

  /// An engine whose children end with this JVM even if that is killed.
  ///
  /// @param mark the variable that all its children and what comes from them have; nobody else
  static Spawner guarded(Spawner engine, String mark) {
    return new GuardedSpawner(engine, mark);
  }
}
