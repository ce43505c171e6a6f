package dev.processmanager.os;

import static dev.processmanager.os.Prints.soon;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that see the system in another way than the one that has recorded somebody.
@Timeout(60)
class FingerprintFaultsTest {

  private static final List<String> OWN_NUMBERS =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  /// A `/proc` that shows this user nobody else's processes, and a root that may not look either.
  private static final List<String> HIDDEN =
      List.of(
          "unshare",
          "--mount",
          "sh",
          "-c",
          "mount -t proc -o hidepid=2 proc /proc && exec setpriv --regid=65534 --clear-groups"
              + " --bounding-set=-sys_ptrace \"$@\"",
          "sh");

  @TempDir Path directory;

  @Test
  void aStrangerOnTheNumberIsRecognizedEvenIfItStartedInTheSameTick() throws Exception {
    assertThat(host(OWN_NUMBERS, "reused"))
        .containsExactly(
            "as it is: REUSED",
            "in the same tick: REUSED",
            "the other engine: REUSED",
            "without a cookie: UNKNOWN",
            "the stranger itself: SAME");
  }

  @Test
  void withoutDescriptorsNobodyIsDead() throws Exception {
    assertThat(host(List.of("prlimit", "--nofile=200:200"), "descriptors"))
        .containsExactly(
            "true short: UNKNOWN UNKNOWN",
            "true again: SAME DEAD",
            "false short: UNKNOWN UNKNOWN",
            "false again: SAME DEAD");
  }

  @Test
  void whoIsHiddenIsNotDead() throws Exception {
    Process nobody = new ProcessBuilder("setpriv", "--reuid=65534", "sleep", "60").start();
    try {
      var prints = new Fingerprints(Tools.detect(), false);
      soon().until(() -> prints.of(nobody.pid()).user() == 65_534);
      soon().until(() -> prints.of(nobody.pid()).executable().endsWith("sleep"));
      Fingerprint recorded = prints.of(nobody.pid());
      assertThat(prints.verdict(recorded)).isEqualTo(Verdict.SAME);
      assertThat(host(HIDDEN, "hidden", Prints.text(recorded)))
          .containsExactly(
              "true alive: UNKNOWN",
              "false alive: UNKNOWN",
              "true dead: DEAD",
              "false dead: UNKNOWN");
    } finally {
      nobody.destroyForcibly();
    }
  }

  @Test
  void whoLivesInAnotherNamespaceIsUnknownOnBothSides() throws Exception {
    Fingerprints prints = new Fingerprints(Tools.detect(), true);
    Fingerprint self = prints.of(ProcessHandle.current().pid());
    List<String> lines = host(OWN_NUMBERS, "foreign", Prints.text(self));
    assertThat(lines.getFirst()).isEqualTo("true UNKNOWN false UNKNOWN");
    Fingerprint foreign = Prints.parse(lines.get(1));
    assertThat(foreign.process().pid()).isLessThan(ProcessHandle.current().pid());
    for (boolean usesPidfds : new boolean[] {true, false}) {
      assertThat(new Fingerprints(Tools.detect(), usesPidfds).verdict(foreign))
          .isEqualTo(Verdict.UNKNOWN);
    }
  }

  private List<String> host(List<String> wrapper, String... args) throws Exception {
    var argv = new ArrayList<>(wrapper);
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    argv.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    argv.addAll(List.of(System.getProperty("java.class.path"), Host.class.getName()));
    argv.addAll(List.of(args));
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process host =
        new ProcessBuilder(argv)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(host.waitFor(40, SECONDS)).as("the host ends").isTrue();
      assertThat(host.exitValue()).as("%s", Files.readString(errors)).isZero();
      return Files.readAllLines(output);
    } finally {
      host.destroyForcibly();
    }
  }

  static final class Host {

    private static final String COOKIE = "FINGERPRINT_HOST=mine";

    static void main(String[] args) throws Exception {
      switch (args[0]) {
        case "reused" -> reused();
        case "descriptors" -> descriptors();
        case "hidden" -> hidden(Prints.parse(args[1]));
        default -> foreign(args[1]);
      }
    }

    private static void reused() throws Exception {
      var prints = new Fingerprints(Tools.detect(), true);
      var byProc = new Fingerprints(Tools.detect(), false);
      Process first = sleeper(COOKIE, "1");
      Fingerprint before = prints.of(new Identities(Tools.detect()).of(first.pid()), COOKIE);
      first.destroyForcibly().waitFor();
      Process stranger = strangerOn(before.process().pid());
      Fingerprint now = prints.of(new Identities(Tools.detect()).of(stranger.pid()), COOKIE + 2);
      var sameTick =
          new Fingerprint(
              now.process(),
              before.namespace(),
              COOKIE,
              before.pidfdInode(),
              before.executable(),
              before.session() + 1,
              before.user());
      var bare =
          new Fingerprint(
              now.process(),
              before.namespace(),
              "",
              OptionalLong.empty(),
              before.executable(),
              before.session() + 1,
              before.user());
      System.out.println("as it is: " + prints.verdict(before));
      System.out.println("in the same tick: " + prints.verdict(sameTick));
      System.out.println("the other engine: " + byProc.verdict(sameTick));
      System.out.println("without a cookie: " + prints.verdict(bare));
      System.out.println("the stranger itself: " + prints.verdict(now));
      stranger.destroyForcibly();
    }

    private static Process strangerOn(long number) throws Exception {
      for (int attempt = 0; attempt < 500; attempt++) {
        Files.writeString(Path.of("/proc/sys/kernel/ns_last_pid"), Long.toString(number - 1));
        Process stranger = sleeper(COOKIE + 2, "2");
        if (stranger.pid() == number) {
          return stranger;
        }
        stranger.destroyForcibly();
      }
      throw new AssertionError("nobody got the number " + number);
    }

    private static Process sleeper(String cookie, String tenths) throws IOException {
      var builder = new ProcessBuilder("sleep", "6" + tenths);
      builder.environment().put(cookie.split("=")[0], cookie.split("=")[1]);
      Process sleeper = builder.start();
      await(() -> readsEnvironment(sleeper.pid()));
      return sleeper;
    }

    private static boolean readsEnvironment(long pid) {
      try {
        return Files.readString(Path.of("/proc/" + pid + "/environ")).contains(COOKIE);
      } catch (IOException gone) {
        return false;
      }
    }

    private static void descriptors() throws Exception {
      Process dead = sleeper(COOKIE, "3");
      Process sleeper = sleeper(COOKIE, "4");
      for (boolean usesPidfds : new boolean[] {true, false}) {
        var prints = new Fingerprints(Tools.detect(), usesPidfds);
        Fingerprint living = prints.of(new Identities(Tools.detect()).of(sleeper.pid()), COOKIE);
        Fingerprint gone = prints.of(new Identities(Tools.detect()).of(dead.pid()), COOKIE);
        if (usesPidfds) {
          dead.destroyForcibly().waitFor();
        } else {
          gone = goneFor(living, dead.pid());
        }
        String before = prints.verdict(living) + " " + prints.verdict(gone);
        var open = new ArrayList<FileInputStream>();
        try {
          while (true) {
            open.add(new FileInputStream("/dev/null"));
          }
        } catch (IOException none) {
          before = prints.verdict(living) + " " + prints.verdict(gone);
        } finally {
          for (FileInputStream one : open) {
            one.close();
          }
        }
        System.out.println(usesPidfds + " short: " + before);
        System.out.println(
            usesPidfds + " again: " + prints.verdict(living) + " " + prints.verdict(gone));
      }
      sleeper.destroyForcibly();
    }

    private static Fingerprint goneFor(Fingerprint living, long pid) {
      return new Fingerprint(
          new Identity.OfProcess(pid, 1, living.process().bootId()),
          living.namespace(),
          COOKIE,
          OptionalLong.empty(),
          living.executable(),
          living.session(),
          living.user());
    }

    private static void hidden(Fingerprint elsewhere) {
      var recorded =
          new Fingerprint(
              elsewhere.process(),
              new Fingerprints(Tools.detect(), false).of(ProcessHandle.current().pid()).namespace(),
              "",
              OptionalLong.empty(),
              elsewhere.executable(),
              elsewhere.session(),
              elsewhere.user());
      for (boolean usesPidfds : new boolean[] {true, false}) {
        System.out.println(usesPidfds + " alive: " + verdict(usesPidfds, recorded));
      }
      kill(recorded.process().pid());
      await(() -> verdict(true, recorded) == Verdict.DEAD);
      for (boolean usesPidfds : new boolean[] {true, false}) {
        System.out.println(usesPidfds + " dead: " + verdict(usesPidfds, recorded));
      }
    }

    private static Verdict verdict(boolean usesPidfds, Fingerprint recorded) {
      return new Fingerprints(Tools.detect(), usesPidfds).verdict(recorded);
    }

    /// Root may still signal whom it does not see.
    private static void kill(long pid) {
      try (Pidfd held = Pidfd.of(pid)) {
        held.send(Signal.KILL);
      }
    }

    private static void foreign(String text) {
      Fingerprint recorded = Prints.parse(text);
      System.out.println("true " + verdict(true, recorded) + " false " + verdict(false, recorded));
      System.out.println(
          Prints.text(new Fingerprints(Tools.detect(), true).of(ProcessHandle.current().pid())));
    }

    private static void await(BooleanSupplier condition) {
      long deadline = System.nanoTime() + SECONDS.toNanos(20);
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("not within 20 s");
        }
        LockSupport.parkNanos(5_000_000);
      }
    }
  }
}
