package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;

/// Who may do what with the files: nobody but their owner. What another could have forged decides
/// about nobody's processes.
final class Access {

  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 020;
  private static final int OTHERS_WRITE = 02;
  private static final int REGULAR = 0100000;
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;

  private final boolean posix;

  /// Who we are; asked for only where there are users.
  private final int user;

  Access(Site site) {
    this.posix = hasPermissions(site.directory());
    this.user = posix ? user() : 0;
  }

  private static int user() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException noProc) {
      return userOfHome();
    }
  }

  private static int userOfHome() {
    try {
      return (int) Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid");
    } catch (IOException unknown) {
      throw new RegistryException("Cannot tell which user this is", unknown);
    }
  }

  private static boolean hasPermissions(Path directory) {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      return Site.disk(directory).supportsFileAttributeView(PosixFileAttributeView.class);
    } catch (IOException unknown) {
      return true;
    }
  }

  /// Whether the file is there, and is ours alone.
  ///
  /// @throws RegistryException if it is there, but not ours alone
  boolean isThere(Path file) throws IOException {
    try {
      if (posix) {
        check(file, Files.readAttributes(file, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS));
        return true;
      }
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException notThere) {
      return false;
    }
  }

  private void check(Path file, Map<String, Object> attributes) throws IOException {
    int mode = number(attributes, "mode");
    int owner = number(attributes, "uid");
    if ((mode & TYPE) == LINK) {
      throw refused(file, "is a symbolic link: name the file that it leads to, or remove it");
    }
    if ((mode & TYPE) != REGULAR) {
      throw refused(file, "is not a regular file: choose another name, or remove it");
    }
    if (owner != user) {
      throw refused(
          file,
          "belongs to user %d, while this is user %d: chown %d '%s', or remove it"
              .formatted(owner, user, user, file));
    }
    if ((mode & (GROUP_WRITES | OTHERS_WRITE)) != 0) {
      throw refused(file, "can be written by other users: chmod 600 '" + file + "'");
    }
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (int) Objects.requireNonNull(attributes.get(name), name);
  }

  /// Makes the directory if it is not there.
  ///
  /// @throws RegistryException if others may replace what is in it
  void prepare(Path directory) throws IOException {
    if (!posix) {
      create(directory);
      return;
    }
    try {
      checkDirectory(directory);
    } catch (NoSuchFileException first) {
      create(directory);
      checkDirectory(directory);
    }
  }

  private void create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      try {
        Files.createDirectories(directory, ownerOnly("rwx------"));
      } catch (FileAlreadyExistsException createdByAnother) {
        if (!Files.isDirectory(directory)) {
          throw createdByAnother;
        }
      }
    }
  }

  private void checkDirectory(Path directory) throws IOException {
    var attributes = Files.readAttributes(directory, "unix:mode,uid,gid");
    // many systems give each user a group of his own, and let it write
    boolean ownGroup = number(attributes, "uid") == number(attributes, "gid");
    int others = ownGroup ? OTHERS_WRITE : OTHERS_WRITE | GROUP_WRITES;
    int mode = number(attributes, "mode");
    if ((mode & others) != 0 && (mode & STICKY) == 0) {
      throw refused(directory, "can be written by other users: chmod go-w '" + directory + "'");
    }
  }

  FileAttribute<?>[] ownerOnly() {
    return ownerOnly("rw-------");
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static RegistryException refused(Path file, String why) {
    return new RegistryException("Refused: " + file + " " + why, null);
  }
}
