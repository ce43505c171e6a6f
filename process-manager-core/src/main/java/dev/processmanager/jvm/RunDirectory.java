package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where this JVM and its children leave files for each other, and children that crash what they
/// know of it. Only this user can read it. It goes with this JVM if nothing is in it.
final class RunDirectory {

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static @Nullable RunDirectory current;

  private final Path path;
  private final @Nullable Object key;

  private RunDirectory(Path path) throws IOException {
    this.path = path;
    this.key = attributes(path).fileKey();
  }

  /// Makes it at the first call, and again if somebody has tidied it away.
  ///
  /// @throws LaunchException if there can be none
  static Path path() {
    LOCK.lock();
    try {
      RunDirectory known = current;
      RunDirectory valid = known != null && known.isThere() ? known : create();
      current = valid;
      return valid.path;
    } catch (IOException failure) {
      throw new LaunchException(
          "java.io.tmpdir",
          false,
          "Cannot launch a JVM: there is no place for its arguments: " + failure,
          failure);
    } finally {
      LOCK.unlock();
    }
  }

  private static RunDirectory create() throws IOException {
    Path directory = Files.createTempDirectory("process-manager-").toAbsolutePath();
    directory.toFile().deleteOnExit();
    return new RunDirectory(directory);
  }

  /// Where many may write, another of the same name may be somebody else's.
  private boolean isThere() {
    try {
      BasicFileAttributes now = attributes(path);
      return now.isDirectory() && Objects.equals(key, now.fileKey());
    } catch (IOException gone) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
