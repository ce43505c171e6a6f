package dev.processmanager.faults;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/// Takes all the descriptors this JVM may have, and gives some of them back.
final class Descriptors implements AutoCloseable {

  private final Deque<FileInputStream> taken = new ArrayDeque<>();

  /// @param left how many stay free
  static Descriptors leaving(int left) throws IOException {
    var all = new Descriptors();
    all.take();
    for (int i = 0; i < left; i++) {
      all.taken.pop().close();
    }
    return all;
  }

  private void take() {
    try {
      while (true) {
        taken.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException thereAreNoMore) {
      // as intended
    }
  }

  @Override
  public void close() throws IOException {
    for (FileInputStream one : taken) {
      one.close();
    }
  }

  /// Loads what the library consists of, since a class in a directory needs a descriptor.
  static void prepare(Class<?> example) throws Exception {
    Path root = Path.of(example.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString().replace('/', '.');
          if (!name.equals("module-info.class")) {
            Class.forName(name.substring(0, name.length() - 6), false, example.getClassLoader());
          }
        }
      }
    }
  }
}
