package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The file of a registry and what stands beside it.
record Site(Path file) {

  /// The same for all names of a file.
  static Site of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    if (directory == null || name == null) {
      throw new RegistryException(file + " is no place for a registry", null);
    }
    return new Site(real(directory).resolve(name));
  }

  /// What does not exist yet cannot be a link.
  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException notThere) {
      Path parent = directory.getParent();
      return parent == null ? directory : real(parent).resolve(directory.getFileName());
    }
  }

  Path directory() {
    return file.resolveSibling("").toAbsolutePath();
  }

  /// Where a file is, or is going to be.
  static FileStore disk(Path file) throws IOException {
    Path existing = file;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing);
  }

  /// The generation before.
  Path backup() {
    return beside(".bak");
  }

  /// Whose lock it is that counts. Never deleted, and never opened but to lock it: to close any
  /// channel on it gives up the lock.
  Path lock() {
    return beside(".lock");
  }

  /// Who has the lock, for those who wait for it in vain.
  Path owner() {
    return beside(".owner");
  }

  /// A name that nobody else uses. Nobody is kept from guessing it: who may write here is trusted.
  Path temporary() {
    var random = ThreadLocalRandom.current();
    return beside("." + new UUID(random.nextLong(), random.nextLong()) + ".tmp");
  }

  /// Where a damaged file of that content is put aside.
  Path quarantine(String content) {
    return beside(".corrupt-" + content);
  }

  List<Path> temporaries() throws IOException {
    return besides("\\.[0-9a-f-]{36}\\.tmp");
  }

  List<Path> quarantined() throws IOException {
    return besides("\\.corrupt-[0-9a-f]+");
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private List<Path> besides(String suffix) throws IOException {
    String name = file.getFileName().toString();
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory())) {
      for (Path path : all) {
        String other = path.getFileName().toString();
        if (other.startsWith(name) && other.substring(name.length()).matches(suffix)) {
          found.add(path);
        }
      }
    }
    return found;
  }
}
