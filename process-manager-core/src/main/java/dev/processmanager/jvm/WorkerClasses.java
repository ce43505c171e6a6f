package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import dev.processmanager.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a child needs of this library, in a directory of its own: a JVM looks through all entries
/// of a jar when it opens it, which for the whole library takes as long as a third of its start.
///
/// The doors to all others are there as well: to find a lambda is to load what any method of the
/// same class takes or returns, and that is often one of them.
final class WorkerClasses {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.jvm");
  private static final String PACKAGE = Worker.class.getPackageName().replace('.', '/') + "/";
  private static final Set<String> DOORS =
      Set.of(
          "dev/processmanager/ProcessManager.class",
          "dev/processmanager/jvm/JvmPool.class",
          "dev/processmanager/supervise/ManagedProcess.class");

  private WorkerClasses() {}

  private static final class Holder {
    static final Optional<Path> DIRECTORY = library().flatMap(WorkerClasses::copied);
  }

  /// It goes with this JVM. Empty where the library is no jar on a class path.
  static Optional<Path> directory() {
    return Holder.DIRECTORY;
  }

  private static Optional<Path> library() {
    return Worker.class.getModule().isNamed()
        ? Optional.empty()
        : ClassPath.location(Worker.class)
            .filter(url -> url.getProtocol().equals("file"))
            .flatMap(ClassPath::file)
            .filter(Files::isRegularFile);
  }

  /// Children find in the library what is not in the copy.
  private static Optional<Path> copied(Path library) {
    try (var from = new ZipFile(library.toFile())) {
      Path directory = RunDirectory.path().resolve("worker");
      List<? extends ZipEntry> classes =
          from.stream().filter(entry -> isNeeded(entry.getName())).toList();
      for (ZipEntry entry : classes) {
        if (!entry.isDirectory()) {
          Path file = directory.resolve(entry.getName());
          create(directory, Objects.requireNonNull(file.getParent()));
          Files.write(file, from.getInputStream(entry).readAllBytes());
          file.toFile().deleteOnExit();
        }
      }
      return Optional.of(directory);
    } catch (IOException | LaunchException failure) {
      LOG.debug("Children read the whole library", failure);
      return Optional.empty();
    }
  }

  private static boolean isNeeded(String name) {
    return name.startsWith(PACKAGE) || DOORS.contains(name);
  }

  /// What was noted first is deleted last.
  private static void create(Path top, Path bottom) throws IOException {
    Files.createDirectories(bottom);
    top.toFile().deleteOnExit();
    for (int i = top.getNameCount() + 1; i <= bottom.getNameCount(); i++) {
      bottom.getRoot().resolve(bottom.subpath(0, i)).toFile().deleteOnExit();
    }
  }
}
