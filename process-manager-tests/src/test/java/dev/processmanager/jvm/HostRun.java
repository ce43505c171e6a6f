package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a [ChildHost].
final class HostRun {

  private HostRun() {}

  /// What the child of such a JVM says.
  static Report report(ProcessBuilder host, Path directory) throws Exception {
    String output = output(host, directory);
    assertThat(output).doesNotContain(ChildHost.REFUSED);
    return Report.parsed(output);
  }

  /// What a JVM that cannot start one says.
  static String refusal(ProcessBuilder host, Path directory) throws Exception {
    String output = output(host, directory);
    assertThat(output).startsWith(ChildHost.REFUSED);
    return output;
  }

  private static String output(ProcessBuilder host, Path directory)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile(directory, "stderr", "");
    host.environment().put("RUN_DIRECTORY", directory.toString());
    Process process = host.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%s", output, Files.readString(errors)).isZero();
    return output;
  }
}
