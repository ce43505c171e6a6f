package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Feature;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `ProcessBuilder` with all that the JDK has for such cases.
public final class JdkCareful extends JdkIdiom {

  @Override
  public String name() {
    return "ProcessBuilder, careful";
  }

  @Override
  public String settings() {
    return "As the usual one, but whatever is stopped is stopped with its `descendants()`, as"
        + " listed before and again before the force; by `toHandle().destroy()`, which does not"
        + " close the streams; and readers are given up after 1 s.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES, Feature.STOPS_TREES);
  }

  @Override
  void stop(Process process) throws InterruptedException {
    List<ProcessHandle> tree = tree(process);
    tree.forEach(ProcessHandle::destroy);
    long begin = System.nanoTime();
    while (tree.stream().anyMatch(ProcessHandle::isAlive)
        && System.nanoTime() - begin < GRACE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    Stream.concat(tree.stream(), tree(process).stream()).forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  @Override
  void force(Process process) {
    tree(process).forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  void join(Thread reader) throws InterruptedException {
    reader.join(GRACE);
  }

  private static List<ProcessHandle> tree(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }
}
