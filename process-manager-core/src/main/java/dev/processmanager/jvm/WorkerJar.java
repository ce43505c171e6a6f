package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import dev.processmanager.worker.Worker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a child needs of this library, in a jar of its own: a JVM looks through all entries of a
/// jar when it opens it, which for the whole library takes as long as a fifth of its start.
final class WorkerJar {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.jvm");
  private static final String PACKAGE = Worker.class.getPackageName().replace('.', '/') + "/";

  private WorkerJar() {}

  private static final class Holder {
    static final Optional<Path> FILE = library().flatMap(WorkerJar::copied);
  }

  /// It goes with this JVM. Empty where the library is no jar on a class path.
  static Optional<Path> file() {
    return Holder.FILE;
  }

  private static Optional<Path> library() {
    return Worker.class.getModule().isNamed()
        ? Optional.empty()
        : ClassPath.location(Worker.class)
            .filter(url -> url.getProtocol().equals("file"))
            .flatMap(ClassPath::file)
            .filter(Files::isRegularFile);
  }

  private static Optional<Path> copied(Path library) {
    Path file = RunDirectory.path().resolve("worker.jar");
    try (var from = new ZipFile(library.toFile());
        OutputStream out = Files.newOutputStream(file);
        var to = new ZipOutputStream(out)) {
      file.toFile().deleteOnExit();
      List<? extends ZipEntry> classes =
          from.stream().filter(entry -> entry.getName().startsWith(PACKAGE)).toList();
      for (ZipEntry entry : classes) {
        copy(from, entry, to);
      }
      return Optional.of(file);
    } catch (IOException | LaunchException failure) {
      LOG.debug("Children read the whole library", failure);
      return Optional.empty();
    }
  }

  /// What is not compressed need not be unpacked.
  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    byte[] bytes = from.getInputStream(entry).readAllBytes();
    var crc = new CRC32();
    crc.update(bytes);
    var stored = new ZipEntry(entry.getName());
    stored.setMethod(ZipEntry.STORED);
    stored.setSize(bytes.length);
    stored.setCrc(crc.getValue());
    to.putNextEntry(stored);
    to.write(bytes);
    to.closeEntry();
  }
}
