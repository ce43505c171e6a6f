package dev.processmanager.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// A host in the POSIX locale, as in many containers: whatever the JVM cannot express must not
/// reach a child changed.
class LocaleTest {

  @Test
  void anArgumentThatCannotBeExpressedIsRefused() throws Exception {
    assertThat(host("argument")).contains("refused: ").contains("UTF-8");
  }

  @Test
  void anInheritedVariableArrivesAsItWas() throws Exception {
    assertThat(host("variable")).contains("ünchanged");
  }

  private static String host(String task) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                task)
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "POSIX");
    builder.environment().put("FROM_OUTSIDE", "ünchanged");
    Process host = builder.start();
    String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(host.waitFor(30, SECONDS)).isTrue();
    return output;
  }

  static final class Host {

    static void main(String[] args) throws IOException {
      try (ProcessManager pm = ProcessManager.create()) {
        Command command =
            args[0].equals("argument")
                ? Command.of("echo", "\u00fc")
                : Command.of("sh", "-c", "printf %s \"$FROM_OUTSIDE\"");
        String printed = pm.runCli(command).join().stdout();
        System.out.write(printed.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
      } catch (CompletionException failure) {
        LaunchException refusal = (LaunchException) failure.getCause();
        System.out.println("refused: " + refusal.getMessage());
      }
    }
  }
}
