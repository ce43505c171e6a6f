package dev.processmanager.faults;

import static dev.processmanager.registry.Entries.entry;
import static dev.processmanager.registry.Entries.key;

import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Writes a registry, and says after each change that it is written.
final class RegistryHost {

  /// How many changes a host makes that is to end by itself.
  static final int STEPS = 40;

  private RegistryHost() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[1]);
    try (Registry registry = Registry.file(file)) {
      switch (args[0]) {
        case "endless" -> endless(registry);
        case "steps" -> steps(registry, Path.of(args[2]));
        case "share" ->
            share(registry, args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  /// Several change the file at once; one of them tells how far it has come.
  private static void endless(Registry registry) {
    for (String other : List.of("db", "cache")) {
      Thread.startVirtualThread(
          () -> {
            for (int i = 1; ; i++) {
              registry.apply(new Patch.Put(entry(other, i))).join();
            }
          });
    }
    int first = generation(registry, "web") + 1;
    for (int i = first; ; i++) {
      registry.apply(new Patch.Put(entry("web", i))).join();
      System.out.println(i);
    }
  }

  static int generation(Registry registry, String id) {
    return registry.find(key(id)).map(entry -> entry.progress().generation()).orElse(0);
  }

  /// Goes on, whatever fails, once a file is there.
  private static void steps(Registry registry, Path go) {
    registry.apply(new Patch.Put(entry("web", 0))).join();
    registry.synced().join();
    System.out.println("ready");
    Machine.await("the test says go", () -> Files.exists(go));
    for (int i = 1; i <= STEPS; i++) {
      try {
        var written = registry.apply(new Patch.Put(entry("web", i)));
        registry.synced().join();
        written.join();
        System.out.println(i);
      } catch (CompletionException failure) {
        if (!(failure.getCause() instanceof RegistryException)) {
          throw failure;
        }
        System.out.println("failed: " + failure.getCause().getMessage());
      }
    }
    registry.synced().join();
    System.out.println("done");
  }

  private static void share(Registry registry, String name, int threads, int updates)
      throws InterruptedException {
    var all = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      String id = name + "-" + i;
      all.add(Thread.ofVirtual().start(() -> update(registry, id, updates)));
    }
    for (Thread thread : all) {
      thread.join();
    }
    System.out.println("done");
  }

  /// Each update depends on what was there before, so that none can be lost unnoticed.
  private static void update(Registry registry, String id, int updates) {
    for (int i = 0; i < updates; i++) {
      registry.apply(new Patch.Put(entry(id, generation(registry, id) + 1))).join();
    }
  }
}
