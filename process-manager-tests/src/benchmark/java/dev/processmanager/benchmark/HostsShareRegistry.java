package dev.processmanager.benchmark;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Several JVMs with several threads each change one file at once.
final class HostsShareRegistry {

  private static final int HOSTS = 4;
  private static final int THREADS = 8;
  private static final int UPDATES = 250;
  private static final String NAME = "process-manager";
  private static final String RATE = "updates a second";
  private static final String LOST = "lost";

  private HostsShareRegistry() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "four hosts, one registry",
        "Four JVMs with eight threads each, all of which change an entry of their own 250 times, "
            + "each time waiting until it is written. They have done as much before, each in a file "
            + "of its own.",
        quick ? 0 : 1,
        quick ? 1 : 7,
        List.of(new Contestant(NAME, () -> HostsShareRegistry::sample)),
        Yardstick.atLeast(RATE, 4_000),
        List.of(
            Target.medianAtLeast(NAME, RATE, 4_000)
                .knownMiss(
                    1888,
                    "four JVMs share two processors here, and spend half of their time compiling"
                        + " themselves; two hours before, with a file system half as fast again, it was"
                        + " 4,462"),
            Target.worstAtMost(NAME, LOST, 0).onAnyMachine()));
  }

  private static Measurement sample() throws IOException {
    Path directory = Registered.directory();
    Path file = directory.resolve("processes.json");
    var hosts = new ArrayList<Process>();
    try {
      for (int i = 0; i < HOSTS; i++) {
        hosts.add(
            Forked.start(
                Forked.jvm(HostsShareRegistry.class, List.of(), file.toString(), "host-" + i)));
      }
      for (Process host : hosts) {
        answer(host);
      }
      long begin = System.nanoTime();
      for (Process host : hosts) {
        host.outputWriter().append("go\n").flush();
      }
      for (Process host : hosts) {
        answer(host);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return Measurement.of(RATE, HOSTS * THREADS * UPDATES / seconds).and(LOST, lost(file));
    } finally {
      hosts.forEach(Process::destroyForcibly);
      Registered.delete(directory);
    }
  }

  private static void answer(Process host) throws IOException {
    // not closed: more is to come
    BufferedReader answers = host.inputReader();
    if (answers.readLine() == null) {
      throw new IOException("a host has ended too early");
    }
  }

  private static double lost(Path file) {
    try (Registry registry = Registry.file(file)) {
      int kept = registry.entries().stream().mapToInt(HostsShareRegistry::updates).sum();
      return HOSTS * THREADS * UPDATES - kept;
    }
  }

  private static int updates(Entry entry) {
    return entry.progress().generation();
  }

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    updateAll(file.resolveSibling("warm-up-" + args[1]), args[1]);
    System.out.println("ready");
    System.in.read();
    updateAll(file, args[1]);
    System.out.println("done");
  }

  private static void updateAll(Path file, String host) throws InterruptedException {
    try (Registry registry = Registry.file(file)) {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < THREADS; i++) {
        String id = host + "-" + i;
        threads.add(Thread.startVirtualThread(() -> update(registry, id)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void update(Registry registry, String id) {
    for (int i = 1; i <= UPDATES; i++) {
      registry.apply(new Patch.Put(Registered.entry(id, i))).join();
    }
  }
}
