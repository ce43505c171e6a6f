package dev.processmanager.registry;

import static dev.processmanager.registry.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

  private static final int SOMEBODY_ELSE = 12_345;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void isWritten() throws IOException {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
    file = directory.resolve("new/processes.json");
    write();
  }

  private void write() {
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
      registry.apply(new Patch.Put(entry("web", ProcessState.STOPPED))).join();
    }
  }

  @Test
  void onlyItsOwnerMayReadAnythingOfIt() throws IOException {
    assertThat(modeOf(file.getParent())).isEqualTo("rwx------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(path -> assertThat(modeOf(path)).isEqualTo("rw-------"));
    }
  }

  @Test
  void aFileThatOthersCanReadIsTheirsNoMoreAfterTheNextChange() throws IOException {
    setMode(file, "rw-r--r--");
    try (Registry registry = Registry.file(file)) {
      registry.apply(new Patch.Put(entry("web", ProcessState.RUNNING))).join();
    }
    assertThat(modeOf(file)).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanWriteIsRefused() throws IOException {
    for (String mode : new String[] {"rw-rw----", "rw-----w-"}) {
      setMode(file, mode);
      assertRefused("can be written by other users: chmod 600 '" + file + "'");
    }
  }

  @Test
  void aSymbolicLinkIsRefusedAndNotFollowed() throws IOException {
    Path target = Files.move(file, directory.resolve("elsewhere.json"));
    byte[] before = Files.readAllBytes(target);
    Files.createSymbolicLink(file, target);

    assertRefused("is a symbolic link");
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
  }

  @Test
  void aLockThatIsASymbolicLinkIsRefusedAndNotFollowed() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Path lock = file.resolveSibling("processes.json.lock");
    Files.delete(lock);
    Files.createSymbolicLink(lock, victim);

    assertChangeRefused(lock + " is a symbolic link");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void aDirectoryInItsPlaceIsRefused() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused("is not a regular file");
  }

  @Test
  void aFileOfSomebodyElseIsRefused() throws IOException {
    assumeTrue(isRoot(), "only root can give a file away");
    Files.setAttribute(file, "unix:uid", SOMEBODY_ELSE);
    assertRefused("belongs to user 12345, while this is user 0: chown 0 '" + file + "'");
  }

  @Test
  void aBackupOfSomebodyElseIsNotTrusted() throws IOException {
    assumeTrue(isRoot(), "only root can give a file away");
    Files.setAttribute(file.resolveSibling("processes.json.bak"), "unix:uid", SOMEBODY_ELSE);
    Files.write(file, new byte[0]);
    assertRefused("belongs to user 12345");
  }

  @Test
  void aDirectoryWhereOthersMayReplaceFilesIsRefused() throws IOException {
    setMode(file.getParent(), "rwxrwxrwx");
    assertChangeRefused("can be written by other users: chmod go-w '" + file.getParent() + "'");

    Files.setAttribute(file.getParent(), "unix:mode", 01777);
    write();
  }

  @Test
  void linksOnTheWayToItLeadToOneRegistry() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file.getParent());
    try (Registry one = Registry.file(file);
        Registry other = Registry.file(link.resolve("processes.json"))) {
      one.apply(new Patch.Put(entry("db", ProcessState.RUNNING))).join();
      other.apply(new Patch.Put(entry("cache", ProcessState.RUNNING))).join();
      assertThat(one.entries()).hasSize(3).isEqualTo(other.entries());
    }
  }

  private void assertRefused(String why) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> Registry.file(file))
        .withMessageStartingWith("Refused: ")
        .withMessageContaining(why);
  }

  private void assertChangeRefused(String why) {
    try (Registry registry = Registry.file(file)) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> registry.apply(new Patch.Remove(Entries.key("web"))).join())
          .havingCause()
          .isInstanceOf(RegistryException.class)
          .withMessageStartingWith("Refused: ")
          .withMessageContaining(why);
      assertThat(registry.entries()).as("not yet forgotten").isEmpty();
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String modeOf(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
