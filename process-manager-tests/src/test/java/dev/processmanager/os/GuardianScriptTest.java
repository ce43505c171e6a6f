package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whom a guardian ends, and whom not.
@Timeout(60)
class GuardianScriptTest {

  private final String mark = "GUARDIAN_TEST_" + UUID.randomUUID().toString().replace("-", "");
  private final List<Process> started = new ArrayList<>();
  private Process guardian;

  @BeforeEach
  void start() throws IOException {
    var builder = new ProcessBuilder(GuardianScript.argv("/bin/sh", mark));
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    guardian = builder.start();
    started.add(guardian);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void whoIsMarkedOrAChildIsEndedAndNoStranger() throws Exception {
    Process marked = sleeper(mark, "x");
    Process markedAlike = sleeper(mark + "0", "x");
    Process markedInAValue = sleeper("OTHER", mark + "=x");
    Process child = sleeper("OTHER", "x");
    Process formerChild = sleeper("OTHER", "x");
    Process withItsNumber = sleeper("OTHER", "x");
    Process untold = sleeper("OTHER", "x");
    tell(told(formerChild, 0));
    tell(told(child, 0) + " " + told(withItsNumber, -1));
    guardian.getOutputStream().write(told(untold, 0).getBytes(ISO_8859_1));

    guardian.getOutputStream().close();
    assertThat(guardian.waitFor(20, SECONDS)).isTrue();
    assertThat(guardian.exitValue()).isZero();
    await().atMost(5, SECONDS).until(() -> !marked.isAlive() && !child.isAlive());
    assertThat(List.of(markedAlike, markedInAValue, formerChild, withItsNumber, untold))
        .allMatch(Process::isAlive);
  }

  @Test
  void signalsAndAPauseAreNoReasonToBegin() throws Exception {
    Process marked = sleeper(mark, "x");
    await().atMost(10, SECONDS).until(() -> ignoresTerm(guardian.pid()));
    for (String signal : List.of("TERM", "INT", "HUP", "QUIT", "STOP", "CONT")) {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + guardian.pid()).start();
      assertThat(kill.waitFor()).isZero();
    }
    tell("");

    await().during(300, MILLISECONDS).until(guardian::isAlive);
    assertThat(marked.isAlive()).isTrue();
    guardian.getOutputStream().close();
    await().atMost(20, SECONDS).until(() -> !marked.isAlive());
  }

  private void tell(String line) throws IOException {
    guardian.getOutputStream().write((line + "\n").getBytes(ISO_8859_1));
    guardian.getOutputStream().flush();
  }

  private Process sleeper(String name, String value) throws IOException {
    var builder = new ProcessBuilder("sleep", "60");
    builder.environment().put(name, value);
    Process sleeper = builder.start();
    started.add(sleeper);
    Path environment = Path.of("/proc/" + sleeper.pid() + "/environ");
    await()
        .atMost(10, SECONDS)
        .until(() -> Files.readString(environment, ISO_8859_1).contains(name));
    return sleeper;
  }

  /// @param wrong how far from the truth its start time is
  private static String told(Process process, long wrong) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), ISO_8859_1);
    String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    return process.pid() + ":" + (Long.parseLong(start) + wrong);
  }

  private static boolean ignoresTerm(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseLong(line.substring(8).strip(), 16))
        .anyMatch(mask -> (mask & (1 << 14)) != 0);
  }
}
