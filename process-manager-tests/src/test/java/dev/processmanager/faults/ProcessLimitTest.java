package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.processmanager.Sample;
import dev.processmanager.command.Engine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host whose user may have no more processes. It needs a user of its own, since there is no
/// limit for root and others may have processes, too.
class ProcessLimitTest {

  private static final int LIMIT = 100;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void aRunBeyondTheLimitIsRefusedAndTheNextOneBelowItIsRight(Engine engine) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    String user = Integer.toString(ThreadLocalRandom.current().nextInt(200_000, 900_000));
    var setup =
        new Host.Setup(ProcessLimitHost.class, engine, Sample.of(1, 3))
            .classPath(readableByAll())
            .prefixedBy(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "prlimit",
                "--nproc=" + LIMIT);
    try (Host host = setup.start(directory)) {
      assertThat(host.succeeded()).contains("too many processes", "done");
      await().atMost(5, SECONDS).until(() -> host.survivors().isEmpty());
    }
  }

  private String readableByAll() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> Files.isDirectory(entry) || isNeeded(entry.getFileName().toString()))
        .map(this::copied)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String jar) {
    return jar.startsWith("process-manager") || jar.startsWith("slf4j");
  }

  private String copied(Path entry) {
    try (Stream<Path> files = Files.walk(entry)) {
      Path root = Files.createTempDirectory(directory, "classes");
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (!Files.isDirectory(entry)) {
        return Files.copy(entry, root.resolve(entry.getFileName())).toString();
      }
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, root.resolve(entry.relativize(file).toString()));
      }
      return root.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
