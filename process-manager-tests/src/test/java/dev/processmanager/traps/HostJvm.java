package dev.processmanager.traps;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A host of its own: a JVM that runs a main class of these tests with an engine as its first
/// argument. It carries the mark of the rig, and so do its children.
///
/// @param output where its output goes, and its errors
record HostJvm(Process process, Path output) {

  /// Before the host comes what makes it the first process of numbers of its own.
  static final List<String> OWN_NUMBERS =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  static HostJvm start(
      TrapRig rig,
      Path directory,
      List<String> wrapper,
      Class<?> main,
      TestEngine engine,
      String... more)
      throws IOException {
    Path output = directory.resolve("host-" + engine + ".out");
    var argv = new ArrayList<>(wrapper);
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    argv.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    argv.addAll(List.of(System.getProperty("java.class.path"), main.getName(), engine.name()));
    Stream.of(more).forEach(argv::add);
    var builder = new ProcessBuilder(argv);
    builder.environment().put(TrapRig.MARK, rig.mark);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new HostJvm(builder.start(), output);
  }

  List<String> lines() {
    return TrapRig.text(output).lines().toList();
  }

  void awaitLine(String line) {
    await()
        .atMost(40, SECONDS)
        .untilAsserted(() -> assertThat(lines()).as("output of the host").contains(line));
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  int end() throws InterruptedException {
    assertThat(process.waitFor(60, SECONDS)).as("the host ends; %s", lines()).isTrue();
    return process.exitValue();
  }
}
