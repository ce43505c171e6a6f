package dev.processmanager.faults;

import static dev.processmanager.registry.Entries.entry;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/// Has a registry on a disk that goes wrong, on a mount of its own.
final class RegistryDiskHost {

  private static final int BLOCK = 4_096;
  private static final int ENOUGH = 5;

  private RegistryDiskHost() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    Path file = directory.resolve("processes.json");
    switch (args[0]) {
      case "full" -> {
        try (Registry registry = Registry.file(file)) {
          full(registry, directory);
        }
      }
      case "read-only" -> readOnly(file, directory);
      case "descriptors" -> descriptors(file);
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("done");
  }

  private static void full(Registry registry, Path directory) throws IOException {
    put(registry, "web", 1);
    Path filler = directory.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[BLOCK]);
      }
    } catch (IOException full) {
      System.out.println(full.getMessage());
    }
    check(refused(() -> put(registry, "db", 1)), "no change is made on a full disk");
    check(stored(directory).size() == 1, "the old file is as it was");
    check(registry.entries().size() == 2, "what could not be written is not forgotten");
    Files.delete(filler);
    Machine.await("it is written as soon as there is room", () -> stored(directory).size() == 2);
    put(registry, "cache", 1);
    check(stored(directory).size() == 3, "it goes on");
    check(leftOver(directory).isEmpty(), "nothing is left over: " + leftOver(directory));
  }

  private static void readOnly(Path file, Path directory) throws Exception {
    try (Registry registry = Registry.file(file)) {
      put(registry, "web", 1);
    }
    remount(directory, "ro");
    try (Registry next = Registry.file(file)) {
      check(next.entries().size() == 1, "it can be read all the same");
      check(refused(() -> put(next, "db", 1)), "but not changed");
      remount(directory, "rw");
      next.synced().join();
      check(stored(directory).size() == 2, "until it can be written again");
    }
  }

  private static void remount(Path directory, String how) throws Exception {
    int code =
        new ProcessBuilder("mount", "-o", "remount," + how, directory.toString())
            .inheritIO()
            .start()
            .waitFor();
    check(code == 0, "remounted " + how);
  }

  private static void descriptors(Path file) throws Exception {
    Descriptors.prepare(Registry.class);
    Descriptors.prepare(RegistryDiskHost.class);
    var damages = new CopyOnWriteArrayList<Object>();
    try (Registry registry = Registry.file(file)) {
      registry.onDamage(damages::add);
      put(registry, "web", 1);
      registry.synced().join();
      for (int round = 1; round <= ENOUGH + 2; round++) {
        attempt(registry, Math.max(0, round - 2), round + 1);
        check(generation(file) == round + 1, "in the end it is written");
      }
      check(damages.isEmpty(), "what cannot be opened is not damaged");
    }
  }

  private static void attempt(Registry registry, int left, int generation) throws IOException {
    boolean refused;
    try (var _ = Descriptors.leaving(left)) {
      refused = refused(() -> put(registry, "web", generation));
      refused(() -> check(registry.entries().size() == 1, "all or nothing"));
    }
    System.out.println(left + " left: " + (refused ? "refused" : "written"));
    registry.synced().join();
  }

  private static int generation(Path file) {
    return stored(file.getParent()).getFirst().progress().generation();
  }

  private static void put(Registry registry, String id, int generation) {
    registry.apply(new Patch.Put(entry(id, generation))).join();
  }

  private static boolean refused(Runnable change) {
    try {
      change.run();
      return false;
    } catch (RegistryException unreadable) {
      return true;
    } catch (CompletionException failure) {
      check(failure.getCause() instanceof RegistryException, failure.toString());
      return true;
    }
  }

  /// What another host reads, which has never seen the file before.
  private static List<Entry> stored(Path directory) {
    try {
      Path copy = Files.createTempDirectory("stored").resolve("processes.json");
      Files.copy(directory.resolve("processes.json"), copy);
      try (Registry other = Registry.file(copy)) {
        return other.entries();
      } finally {
        Files.delete(copy);
        Files.delete(copy.getParent());
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<String> leftOver(Path directory) {
    return List.of(directory.toFile().list((_, name) -> name.endsWith(".tmp")));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not so: " + what);
    }
  }
}
