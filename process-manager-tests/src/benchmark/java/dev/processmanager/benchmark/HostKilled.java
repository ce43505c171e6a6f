package dev.processmanager.benchmark;

import dev.processmanager.supervise.ManagedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A host that is killed says nothing to its children.
final class HostKilled {

  private static final String MEASURE = "ms until the child is gone";
  private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);
  private static final Duration TOO_LONG = Duration.ofSeconds(10);

  private HostKilled() {}

  static Workload workload(boolean quick) {
    List<String> ours = List.of(Engines.NATIVE, Engines.PORTABLE);
    return new Workload(
        "host killed with `kill -9`",
        "From the signal until the JVM of a task that never ends, and never waits, is gone.",
        1,
        quick ? 1 : 20,
        Engines.ours(name -> () -> () -> sample(name)),
        Yardstick.less(MEASURE, Engines.NATIVE),
        ours.stream()
            .flatMap(
                name ->
                    Stream.of(
                        Target.medianAtMost(name, MEASURE, 100),
                        Target.worstAtMost(name, MEASURE, 100)))
            .toList());
  }

  private static Measurement sample(String name) throws IOException {
    Process host = Forked.start(Forked.jvm(HostKilled.class, List.of(), name));
    try (BufferedReader answer = host.inputReader()) {
      String pid = answer.readLine();
      if (pid == null) {
        throw new IOException("the host has ended too early");
      }
      return measured(host, Long.parseLong(pid));
    } finally {
      host.destroyForcibly();
    }
  }

  private static Measurement measured(Process host, long child) throws IOException {
    long begin = System.nanoTime();
    host.destroyForcibly();
    while (!Children.isGone(child)) {
      if (System.nanoTime() - begin > TOO_LONG.toNanos()) {
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
        throw new IOException("the child lives on");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return Measurement.of(MEASURE, (System.nanoTime() - begin) / 1e6);
  }

  /// A host; it is killed.
  @SuppressWarnings("resource")
  public static void main(String[] args) throws Exception {
    Path sign = Files.createTempDirectory("benchmark").resolve("busy");
    String name = sign.toString();
    ManagedProcess child = Engines.open(args[0]).startJvmBackground(() -> keepBusy(name)).join();
    while (!Files.exists(sign)) {
      Thread.sleep(Duration.ofMillis(5));
    }
    Registered.delete(sign.getParent());
    System.out.println(child.pid().orElseThrow());
    child.exit().join();
  }

  /// In the child.
  private static void keepBusy(String sign) throws IOException {
    Files.createFile(Path.of(sign));
    while (true) {
      Thread.onSpinWait();
    }
  }
}
