package dev.processmanager;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.registry.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the ends of detached processes are written down: one file each, in a directory beside the
/// registry, which like that is for its owner alone.
///
/// @param directory the directory; made with the first file
record ExitFiles(Path directory) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");

  static ExitFiles beside(Path registry) {
    Path file = registry.toAbsolutePath();
    return new ExitFiles(file.resolveSibling(file.getFileName() + ".exits"));
  }

  Path of(Entry.Key key) {
    try {
      Files.createDirectories(directory, ownerOnly());
    } catch (IOException failure) {
      throw new RegistryException("Cannot make the directory " + directory, failure);
    }
    return path(key);
  }

  void forget(Entry.Key key) {
    try {
      Files.deleteIfExists(path(key));
    } catch (IOException leftBehind) {
      LOG.debug("What is known of the end of {} is left", key, leftBehind);
    }
  }

  /// An id is a file name; the name of a scope may be anything.
  private Path path(Entry.Key key) {
    boolean global = key.scope().type() == Scope.Type.GLOBAL;
    byte[] scope = key.scope().toString().getBytes(StandardCharsets.UTF_8);
    String prefix = global ? "" : UUID.nameUUIDFromBytes(scope) + "+";
    return directory.resolve(prefix + key.id() + ".exit");
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
