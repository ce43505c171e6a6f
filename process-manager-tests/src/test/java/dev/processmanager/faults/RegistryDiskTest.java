package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry whose disk or system has run out of something.
class RegistryDiskTest {

  @TempDir Path directory;

  @Test
  void onAFullDiskNothingIsLostAndWhatWasRefusedIsWrittenOnceThereIsRoom() throws Exception {
    assertThat(onOwnMount("full")).contains("No space left on device", "done");
  }

  @Test
  void onAReadOnlyDiskItIsReadAndWrittenOnceThatIsAllowed() throws Exception {
    assertThat(onOwnMount("read-only")).contains("done");
  }

  @Test
  void withoutDescriptorsItIsNeitherEmptyNorDamaged() {
    assertThat(setup("descriptors").prefixedBy("prlimit", "--nofile=120:120").run(directory))
        .contains("0 left: refused", "5 left: written", "done");
  }

  private Host.Setup setup(String what) {
    return new Host.Setup(RegistryDiskHost.class, what, directory.resolve("mount"));
  }

  /// A small disk that nobody else sees, and that is gone with the host.
  private String onOwnMount(String what) throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    var prefix = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    prefix.add("mount -t tmpfs -o size=192k,mode=700 tmpfs \"$0\" && exec \"$@\"");
    prefix.add(mount.toString());
    assumeTrue(mayMount(prefix), "only root can mount");
    return setup(what).prefixedBy(prefix.toArray(String[]::new)).run(directory);
  }

  private static boolean mayMount(List<String> prefix) throws Exception {
    var command = new ArrayList<>(prefix);
    command.add("true");
    Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
    return attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0;
  }
}
