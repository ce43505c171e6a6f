package dev.processmanager.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A child in the foreground of its host.
class InheritIOTest {

  /// The sixth field of its own line in the process file system.
  private static final String SESSION = "cut -d' ' -f6 /proc/self/stat";

  @ParameterizedTest
  @EnumSource
  void hasTheStreamsAndTheSessionOfTheHost(TestEngine engine) throws Exception {
    Process host = host(engine);
    try (OutputStream in = host.getOutputStream()) {
      in.write("typed\n".getBytes(UTF_8));
    }
    String out = new String(host.getInputStream().readAllBytes(), UTF_8);
    String err = new String(host.getErrorStream().readAllBytes(), UTF_8);
    assertThat(host.waitFor(30, SECONDS)).isTrue();

    assertThat(out.lines().toList())
        .as("what the host prints%n%s", err)
        .hasSize(4)
        .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("typed"))
        .satisfies(lines -> assertThat(lines.get(2)).isEqualTo(lines.get(0)))
        .satisfies(lines -> assertThat(lines.get(3)).isEqualTo("EXITED captured \"\""));
    assertThat(err).contains("to standard error");
  }

  private static Process host(TestEngine engine) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Host.class.getName(),
            engine.name())
        .start();
  }

  static final class Host {

    static void main(String[] args) {
      try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
        String session = pm.runCli(Command.shell("cut -d' ' -f6 /proc/$PPID/stat")).join().stdout();
        System.out.print(session);
        System.out.flush();
        Command foreground = Command.shell("cat; " + SESSION + "; echo to standard error >&2");
        ProcessResult result = pm.runCli(foreground.inheritIO()).join();
        System.out.println(result.ending() + " captured \"" + result.stdout() + '"');
      }
    }
  }
}
