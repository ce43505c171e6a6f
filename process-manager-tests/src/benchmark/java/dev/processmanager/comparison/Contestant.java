package dev.processmanager.comparison;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Future;

/// A way to run commands. What it has no means for throws [NoSuchFeature].
public interface Contestant extends Peer {

  /// {@return what it promises beyond running a command}
  default Set<Feature> features() {
    return Set.of();
  }

  /// Runs a command to its end, or to its time limit.
  Outcome run(Order order) throws Exception;

  /// Starts a command without waiting for it.
  Started start(Order order) throws Exception;

  /// Runs a command behind a future whose cancellation stops it.
  default Future<?> submit(Order order) throws Exception {
    throw new NoSuchFeature("no future that stops its process");
  }

  /// Starts a command that is to live on without its host.
  ///
  /// @param log gets its output
  default void startToOutlive(Order order, Path log) throws Exception {
    throw new NoSuchFeature("no output without the host");
  }

  /// {@return whether a process that something else has started is running}
  default boolean isRunning(long pid) throws Exception {
    throw new NoSuchFeature("knows its own children only");
  }
}
