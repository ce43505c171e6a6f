package dev.processmanager.supervise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.StructuredLog;
import dev.processmanager.command.Command;
import dev.processmanager.examples.Programs;
import dev.processmanager.restart.RestartPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/// What a structured log is told besides texts: whom each line is about, and what its starter
/// logged with.
class LoggedFieldsTest {

  private static final String MDC_OF_WEB = " {generation=1, process=web, request=r-17}";

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void linesNameTheirProcessAndItsGeneration() throws Exception {
    Path output = directory.resolve("out");
    Process host =
        programs.java(output, Host.class, "-Dslf4j.provider=" + StructuredLog.class.getName());
    assertThat(host.waitFor(60, SECONDS)).isTrue();

    String fields = " {generation=1, process=web}" + MDC_OF_WEB;
    List<String> lines = Files.readAllLines(output);
    assertThat(lines)
        .contains(
            "DEBUG web: STOPPED -> STARTING (start requested)" + fields,
            "DEBUG web: STARTING -> RUNNING" + fields,
            "ERROR The restart policy failed, so there is no restart" + fields,
            "ERROR A critical process is FATAL" + fields)
        .anyMatch(line -> line.startsWith("DEBUG web: run 1 ended after ") && line.endsWith(fields))
        .anyMatch(
            line ->
                line.startsWith("WARN A listener failed on") && line.endsWith("{}" + MDC_OF_WEB));
  }

  static final class Host {

    static void main() {
      try (ProcessManager pm = ProcessManager.create()) {
        pm.listen(
            _ -> {
              throw new IllegalStateException("a listener's fault");
            });
        RestartPolicy broken =
            _ -> {
              throw new IllegalStateException("a policy's fault");
            };
        MDC.put("request", "r-17");
        pm.startCliBackground(
            Command.shell("exit 3"), as -> as.id("web").critical().restart(broken));
        MDC.clear();
        pm.waitForProcess("web").join();
      }
    }
  }
}
