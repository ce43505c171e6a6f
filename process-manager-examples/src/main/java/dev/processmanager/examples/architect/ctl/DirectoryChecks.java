package dev.processmanager.examples.architect.ctl;

import dev.processmanager.examples.architect.config.Global;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether the supervisor can write where it wants to, and nobody else where it matters.
final class DirectoryChecks {

  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> READABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private DirectoryChecks() {}

  static List<Finding> of(Global global) {
    List<Finding> findings = new ArrayList<>();
    findings.add(directory("log_directory", global.logDirectory()));
    findings.add(directory("pid_directory", global.pidDirectory()));
    findings.add(directory("database", global.database().getParent()));
    if (Files.exists(global.apiToken())) {
      findings.add(
          isOpenTo(READABLE_BY_OTHERS, global.apiToken())
              ? Finding.fail("token", others("read", "chmod 600", global.apiToken()))
              : Finding.pass("token", global.apiToken() + " is its owner's alone"));
    }
    return findings;
  }

  private static Finding directory(String subject, Path directory) {
    if (!Files.exists(directory)) {
      return missing(subject, directory);
    }
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      return Finding.fail(subject, directory + " is no directory that can be written to");
    }
    return isOpenTo(WRITABLE_BY_OTHERS, directory)
        ? Finding.warn(subject, others("write to", "chmod go-w", directory))
        : Finding.pass(subject, directory + " can be written to");
  }

  private static Finding missing(String subject, Path directory) {
    Path above = directory;
    while (!Files.exists(above)) {
      above = above.getParent();
    }
    return Files.isDirectory(above) && Files.isWritable(above)
        ? Finding.warn(subject, directory + " is not there yet; the supervisor makes it")
        : Finding.fail(subject, directory + " cannot be made: " + above + " does not allow it");
  }

  private static String others(String what, String remedy, Path file) {
    return "others may %s %s: %s".formatted(what, file, remedy);
  }

  /// Where files have no such permissions, nothing is known.
  private static boolean isOpenTo(Set<PosixFilePermission> some, Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(some::contains);
    } catch (UnsupportedOperationException | IOException unknown) {
      return false;
    }
  }
}
