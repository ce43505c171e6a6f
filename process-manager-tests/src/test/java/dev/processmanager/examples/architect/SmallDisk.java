package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Eight megabytes that nobody else sees, and that are gone with the program that runs there.
///
/// @param directory for what is needed
public record SmallDisk(Path directory) {

  /// {@return what a program of the tests prints, which is told where the disk is}
  public String run(Class<?> program) throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    assumeThat(on(mount, "true")).as("only root can mount").isEmpty();
    return on(
        mount,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        program.getName(),
        mount.toString());
  }

  private String on(Path mount, String... command) throws Exception {
    List<String> own =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=8m,mode=700 tmpfs \"$0\" && exec \"$@\"",
            mount.toString());
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(Stream.concat(own.stream(), Stream.of(command)).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  /// Leaves no room.
  ///
  /// @return whose deletion makes some
  public static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException full) {
      return ballast;
    }
  }
}
