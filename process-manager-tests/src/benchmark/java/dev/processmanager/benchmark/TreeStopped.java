package dev.processmanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A shell with ten children of its own is told to end.
final class TreeStopped {

  private static final int CHILDREN = 10;
  private static final String TREE = "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 600 & done; wait";
  private static final String MEASURE = "ms until all are gone";
  private static final String LEFT = "left alive";
  private static final Duration ENOUGH = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);

  private TreeStopped() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "stop of a tree",
        "Milliseconds from the call until the ten children of a shell are gone, and how many of them live"
            + " a second later. Who leaves any has no time.",
        quick ? 1 : 2,
        quick ? 1 : 9,
        Stream.concat(
                Libraries.serving(TreeStopped.class, 1, 1).stream(),
                Foreign.serving("tree", 1).stream())
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of());
  }

  public static void main(String[] args) throws Exception {
    try (Library library = Libraries.open(args[0])) {
      Server.serve(_ -> measured(library));
    }
  }

  private static Measurement measured(Library library) throws Exception {
    Library.Child tree = library.supervised("sh", "-c", TREE);
    List<Long> pids = awaitChildren();
    long begin = System.nanoTime();
    // Some wait for whoever holds the output, which is who they leave.
    Thread.ofPlatform().daemon().start(() -> stop(tree));
    while (left(pids) > 0 && System.nanoTime() - begin < ENOUGH.toNanos()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    long left = left(pids);
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    var survivors = Measurement.of(LEFT, left);
    return left > 0 ? survivors : Measurement.of(MEASURE, millis).and(LEFT, 0);
  }

  private static void stop(Library.Child tree) {
    try {
      tree.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static long left(List<Long> pids) {
    return pids.stream().filter(pid -> !Children.isGone(pid)).count();
  }

  private static List<Long> awaitChildren() throws IOException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < Duration.ofSeconds(10).toNanos()) {
      List<Long> pids =
          Children.sleepers(ProcessHandle.current().descendants())
              .map(ProcessHandle::pid)
              .filter(pid -> !Children.isGone(pid))
              .toList();
      if (pids.size() == CHILDREN) {
        return pids;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    throw new IOException("the tree does not grow");
  }
}
