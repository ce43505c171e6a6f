package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The filter of a whole JVM holds here too, but must be told from ours: whoever set it may not
/// know that results of tasks pass it. It can only be set at the start of a JVM.
class SerialFilterTest {

  @Test
  void whatTheFilterOfTheJvmRefusesIsToldAsThat() throws Exception {
    assertThat(decodedUnder("-Djdk.serialFilter=maxdepth=5"))
        .startsWith("Rejected[what=")
        .contains("jdk.serialFilter");
  }

  @Test
  void whatTheFilterOfTheJvmAllowsIsStillHeldToOurs() throws Exception {
    assertThat(decodedUnder("-Djdk.serialFilter=*")).startsWith("Value[value=");
    assertThat(decodedUnder("-Djdk.serialFilter=!java.util.concurrent.**"))
        .contains("AtomicReference", "jdk.serialFilter");
  }

  private static String decodedUnder(String option) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+UseSerialGC");
    line.add(option);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(FilteredJvm.class.getName());
    Process jvm = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var stdout = jvm.getInputStream()) {
      return new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      jvm.destroyForcibly();
    }
  }
}
