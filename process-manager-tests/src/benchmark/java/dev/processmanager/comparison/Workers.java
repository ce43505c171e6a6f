package dev.processmanager.comparison;

import java.nio.file.Path;
import java.util.concurrent.Future;

/// A way to run functions in other processes: a pool of one worker.
public interface Workers extends Peer {

  /// What a function can be asked to do; each language has its own form of it.
  enum Chore {
    /// Just gives the answer.
    ANSWER,
    /// Ends its process with code 3.
    EXIT,
    /// Kills its process.
    DIE,
    /// Gives something that cannot travel.
    UNSERIALISABLE,
    /// Fails with something that cannot be put together again.
    ODD_FAILURE,
    /// Gives a list of lists, [#DEPTH] deep.
    DEEP,
    /// Prints 10 MB.
    PRINT,
    /// Reads standard input to its end.
    READ,
    /// Leaves a process behind and tells its id.
    LEAVE_CHILD,
    /// Leaves a thread behind that never ends.
    LEAVE_THREAD,
    /// Tells its process id, and sleeps for long.
    SLEEP
  }

  int ANSWER = 42;
  int DEPTH = 5_000;

  /// {@return what the function gives, or how deep that is}
  ///
  /// @param pids gets process ids, one a line
  int call(Chore chore, Path pids) throws Exception;

  /// Calls without waiting; a cancellation ends the work.
  default Future<?> submit(Chore chore, Path pids) throws Exception {
    throw new NoSuchFeature("a running call cannot be cancelled");
  }

  /// Calls where no worker can come up.
  int callWithoutStart(Path pids) throws Exception;

  /// Ends the workers, in the way that waits for them.
  void close() throws Exception;

  /// Calls without waiting at all.
  void begin(Chore chore, Path pids) throws Exception;
}
