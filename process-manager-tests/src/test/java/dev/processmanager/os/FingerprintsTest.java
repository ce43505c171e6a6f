package dev.processmanager.os;

import static dev.processmanager.os.Prints.soon;
import static dev.processmanager.process.Verdict.DEAD;
import static dev.processmanager.process.Verdict.REUSED;
import static dev.processmanager.process.Verdict.SAME;
import static dev.processmanager.process.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real processes and what becomes of them.
@Timeout(60)
class FingerprintsTest {

  private static final String COOKIE = "FINGERPRINT_MARK=mine-" + ProcessHandle.current().pid();

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLivingProcessIsTheSameUntilItEnds(boolean usesPidfds) throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), usesPidfds);
    Process sleeper = start("exec sleep 60");
    Fingerprint recorded = taken(prints, sleeper);

    assertThat(recorded.executable()).isEqualTo(executable(sleeper));
    assertThat(recorded.user()).isEqualTo(userOfThisJvm());
    assertThat(recorded.session()).isPositive();
    assertThat(recorded.namespace()).contains("pid:[");
    assertThat(recorded.pidfdInode().isPresent()).isEqualTo(usesPidfds && hasPidfdInodes());
    assertThat(prints.verdict(recorded)).isEqualTo(SAME);

    sleeper.destroyForcibly().waitFor();
    assertThat(prints.verdict(recorded)).isEqualTo(DEAD);
  }

  @Test
  void eachEngineKnowsWhatTheOtherRecorded() throws Exception {
    Fingerprints one = new Fingerprints(Tools.detect(), true);
    Fingerprints other = new Fingerprints(Tools.detect(), false);
    Process sleeper = start("exec sleep 60");
    assertThat(one.verdict(taken(other, sleeper))).isEqualTo(SAME);
    assertThat(other.verdict(taken(one, sleeper))).isEqualTo(SAME);
  }

  @Test
  void withoutProcTheStartTimeDecides() throws Exception {
    Fingerprints prints = new Fingerprints(Tools.none(), false);
    Process sleeper = start("exec sleep 60");
    soon().until(() -> executable(sleeper).endsWith("sleep"));
    Fingerprint recorded = prints.of(sleeper.pid());
    assertThat(prints.verdict(recorded)).isEqualTo(SAME);
    assertThat(new Fingerprints(Tools.detect(), true).verdict(recorded)).isEqualTo(UNKNOWN);

    sleeper.destroyForcibly().waitFor();
    assertThat(prints.verdict(recorded)).isEqualTo(DEAD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherStartAnotherCookieAndAnotherInodeMeanAnotherProcess(boolean usesPidfds)
      throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), usesPidfds);
    Fingerprint real = taken(prints, start("exec sleep 60"));
    Identity.OfProcess who = real.process();

    var earlier = new Identity.OfProcess(who.pid(), who.startTicks() - 1, who.bootId());
    assertThat(prints.verdict(with(real, earlier, real.pidfdInode(), COOKIE))).isEqualTo(REUSED);
    assertThat(prints.verdict(with(real, who, OptionalLong.empty(), COOKIE + "x")))
        .isEqualTo(REUSED);
    assertThat(prints.verdict(with(real, who, OptionalLong.of(3), COOKIE)))
        .isEqualTo(usesPidfds && hasPidfdInodes() ? REUSED : SAME);
    var beforeReboot = new Identity.OfProcess(who.pid(), who.startTicks(), "another boot");
    assertThat(prints.verdict(with(real, beforeReboot, real.pidfdInode(), COOKIE))).isEqualTo(DEAD);
  }

  @Test
  void numbersOfAnotherNamespaceMeanNothingHere() throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), true);
    Fingerprint real = taken(prints, start("exec sleep 60"));
    for (String namespace : List.of(real.namespace() + "1", "elsewhere pid:[1]@1", "")) {
      var foreign =
          new Fingerprint(
              real.process(),
              namespace,
              COOKIE,
              real.pidfdInode(),
              real.executable(),
              real.session(),
              real.user());
      assertThat(prints.verdict(foreign)).as(namespace).isEqualTo(UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProcessThatHasErasedItsEnvironmentIsTheSame(boolean usesPidfds) throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), usesPidfds);
    assumePython();
    Process eraser = start("exec python3 -c '" + ERASER + "'");
    try (var output = eraser.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      Fingerprint recorded = prints.of(new Identities(Tools.detect()).of(eraser.pid()), COOKIE);
      assertThat(prints.marked(COOKIE)).contains(recorded.process());
      eraser.outputWriter().append("go\n").flush();
      assertThat(output.readLine()).isEqualTo("erased");

      assertThat(prints.marked(COOKIE)).isEmpty();
      assertThat(prints.verdict(recorded)).isEqualTo(SAME);
      assertThat(
              prints.verdict(
                  new Fingerprint(
                      recorded.process(),
                      recorded.namespace(),
                      COOKIE,
                      OptionalLong.empty(),
                      "/another/program",
                      recorded.session(),
                      recorded.user())))
          .isEqualTo(UNKNOWN);
    }
  }

  /// As servers do to have more room for their title.
  private static final String ERASER =
      """
      import ctypes, sys
      print("ready", flush=True)
      sys.stdin.readline()
      fields = open("/proc/self/stat").read().rpartition(")")[2].split()
      begin, end = int(fields[47]), int(fields[48])
      ctypes.memset(begin, 0, end - begin)
      print("erased", flush=True)
      sys.stdin.readline()
      """;

  @Test
  void aZombieIsDeadAndTellsHowItEnded() throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), true);
    // The shell becomes a program that knows nothing of the child it got that way.
    Process parent = start("exec 3<&0; (read line <&3; exit 42) & echo $!; exec sleep 60");
    try (var output = parent.inputReader()) {
      long zombie = Long.parseLong(output.readLine());
      Fingerprint recorded = prints.of(zombie);
      soon().until(() -> executable(parent).endsWith("sleep"));
      parent.outputWriter().append("go\n").flush();

      soon().until(() -> prints.verdict(recorded) == DEAD);
      assertThat(ProcessHandle.of(zombie)).as("what the JDK holds for alive").isPresent();
      ProcFs proc = Tools.detect().proc().orElseThrow();
      assertThat(new ProcDetails(proc).waitStatus(proc.stat(zombie).orElseThrow()))
          .contains(42 << 8);
    }
  }

  @Test
  void aProcessWhoseFirstThreadHasEndedLives() throws Exception {
    assumePython();
    Process python = start("exec python3 -c '" + HEADLESS + "'");
    try (var output = python.inputReader()) {
      assertThat(output.readLine()).isEqualTo("headless");
      Path stat = Path.of("/proc/" + python.pid() + "/stat");
      soon().until(() -> Files.readString(stat).contains(") Z "));
      Fingerprints prints = new Fingerprints(Tools.detect(), true);
      Fingerprint recorded = prints.of(python.pid());
      assertThat(prints.verdict(recorded)).isEqualTo(SAME);
    }
  }

  private static final String HEADLESS =
      """
      import ctypes, threading, time
      def live():
          time.sleep(0.1)
          print("headless", flush=True)
          time.sleep(60)
      threading.Thread(target=live).start()
      ctypes.CDLL(None).pthread_exit(None)
      """;

  @Test
  void whoeverHasACookieIsFoundTheFirstOfThemFirst() throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), true);
    Process first = start("setsid sleep 60 & sleep 61 & echo up; wait");
    try (var output = first.inputReader()) {
      assertThat(output.readLine()).isEqualTo("up");
      soon()
          .untilAsserted(
              () ->
                  assertThat(prints.marked(COOKIE))
                      .hasSize(3)
                      .first()
                      .extracting(Identity.OfProcess::pid)
                      .isEqualTo(first.pid()));
      assertThat(prints.main(COOKIE).orElseThrow().pid()).isEqualTo(first.pid());
      assertThat(prints.marked(COOKIE + "0")).isEmpty();
      assertThat(prints.marked("")).isEmpty();
    }
  }

  private static void assumePython() {
    assumeThat(System.getenv("PATH").split(":"))
        .as("directories with a python3")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
  }

  private Process start(String script) throws IOException {
    var builder = new ProcessBuilder("setsid", "sh", "-c", script);
    builder.environment().putAll(Map.of(COOKIE.split("=")[0], COOKIE.split("=")[1]));
    Process process = builder.redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  /// What is executed in the end is there first.
  private static Fingerprint taken(Fingerprints prints, Process sleeper) {
    soon().until(() -> executable(sleeper).endsWith("sleep"));
    soon().until(() -> !prints.marked(COOKIE).isEmpty());
    return prints.of(new Identities(Tools.detect()).of(sleeper.pid()), COOKIE);
  }

  private static String executable(Process process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/exe")).toString();
  }

  private static Fingerprint with(
      Fingerprint real, Identity.OfProcess who, OptionalLong inode, String cookie) {
    return new Fingerprint(
        who, real.namespace(), cookie, inode, real.executable(), real.session(), real.user());
  }

  private static long userOfThisJvm() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  /// Since Linux 6.9.
  private static boolean hasPidfdInodes() {
    String[] version = System.getProperty("os.version").split("[.-]");
    int major = Integer.parseInt(version[0]);
    return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 9);
  }
}
