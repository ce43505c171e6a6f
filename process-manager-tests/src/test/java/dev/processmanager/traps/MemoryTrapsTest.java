package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Much output for a host with 64 MB.
@Timeout(90)
class MemoryTrapsTest {

  @TempDir Path directory;

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName(
      "trap 10: 300 MB of output, a line of 100 MB, 50 MB of NULs, both streams, and 64 MB of heap")
  void muchOutputNeedsLittleMemory(TestEngine engine) throws Exception {
    HostJvm host = HostJvm.start(rig, directory, List.of(), SmallHost.class, engine);

    assertThat(host.end()).as("%s", host.lines()).isZero();
    assertThat(host.lines())
        .containsExactly("300 MB taken", "one line taken", "NULs taken", "both taken");
  }

  static final class SmallHost {

    static void main(String[] args) {
      try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
        muchOutput(pm);
        System.out.println("300 MB taken");
        oneLine(pm);
        System.out.println("one line taken");
        nothingButNuls(pm);
        System.out.println("NULs taken");
        bothStreams(pm);
        System.out.println("both taken");
      }
    }

    /// With the default limit.
    private static void muchOutput(ProcessManager pm) {
      ProcessResult result =
          get(
              pm.runCli(
                  Command.shell(
                      "echo begin; head -c 300000000 /dev/zero | tr '\\0' x; echo; echo end;"
                          + " exit 3")));
      assertThat(result.exitCode()).hasValue(3);
      assertThat(result.outputTruncated()).isTrue();
      assertThat(result.stdout().startsWith("begin\nxxx")).isTrue();
      assertThat(result.stdout().endsWith("xxx\nend\n")).isTrue();
      assertThat(result.stdout().length()).isBetween(10_000_000, 10_001_000);
      assertThat(messageOf(result).length()).isLessThan(2_000);
    }

    private static void oneLine(ProcessManager pm) {
      var longest = new AtomicInteger();
      var total = new AtomicLong();
      ProcessResult result =
          get(
              pm.runCli(
                  Command.shell("head -c 100000000 /dev/zero | tr '\\0' x")
                      .onLine(
                          line -> {
                            longest.accumulateAndGet(line.text().length(), Math::max);
                            total.addAndGet(line.text().length());
                          })));
      assertThat(result.success()).isTrue();
      assertThat(result.outputTruncated()).isTrue();
      assertThat(longest).hasValueLessThan(1_000_000);
      assertThat(total).hasValue(100_000_000);
    }

    private static void nothingButNuls(ProcessManager pm) {
      Command nuls = Command.shell("head -c 50000000 /dev/zero >&2; exit 1");
      ProcessResult result = get(pm.runCli(nuls));
      assertThat(result.exitCode()).hasValue(1);
      assertThat(result.outputTruncated()).isTrue();
      assertThat(messageOf(result).length()).isLessThan(2_000);
    }

    private static void bothStreams(ProcessManager pm) {
      ProcessResult result =
          get(
              pm.runCli(
                  Command.shell(
                      "head -c 20000000 /dev/zero & head -c 20000000 /dev/zero >&2; wait")));
      assertThat(result.success()).isTrue();
      assertThat(result.stdout().length()).isBetween(10_000_000, 10_001_000);
      assertThat(result.stderr().length()).isBetween(10_000_000, 10_001_000);
    }

    private static String messageOf(ProcessResult result) {
      try {
        throw new AssertionError(result.orThrow());
      } catch (ExitException failure) {
        return failure.getMessage();
      }
    }
  }
}
