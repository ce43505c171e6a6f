package dev.processmanager.command;

import static dev.processmanager.command.Detached.get;
import static dev.processmanager.command.Detached.pid;
import static dev.processmanager.command.Detached.soon;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.processmanager.TestEngine;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A detached process whose end is written down, seen by the host that has started it.
@Timeout(60)
class ShimTest {

  @TempDir Path directory;

  private Spawner engine;
  private Detached context;

  private void open(TestEngine kind) {
    engine = kind.spawner();
    context = new Detached(engine, directory, UUID.randomUUID().toString());
  }

  @AfterEach
  void endWhoWasLeft() throws IOException {
    for (Identity.OfProcess left : engine.fingerprints().marked(context.cookie())) {
      engine.signaller().send(left, Signal.KILL);
    }
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isTheChildAndTellsTheChildsCode(TestEngine kind) throws IOException {
    open(kind);
    Execution run = context.launch(Command.shell("echo $$; exit 37"));
    ProcessResult result = get(run.result());

    assertThat(get(run.exit())).isEqualTo(new Exit.Exited(37));
    assertThat(result.stdout()).isEqualTo(pid(run) + "\n");
    assertThat(result.usage().maxRssBytes().isPresent()).isEqualTo(kind == TestEngine.NATIVE);
    Path file = context.exitFile().orElseThrow();
    assertThat(file).hasContent("3 " + context.cookie() + " 37");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(file, context.log());
    }
    assertThat(engine.fingerprints().marked(context.cookie())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void tellsDeathBySignalFromACodeWhereTheKernelDoes(TestEngine kind) {
    open(kind);
    Execution killed = context.launch(Command.of("sleep", "60"));
    assertThat(killed.signal(Signal.TERM)).isTrue();
    assertThat(get(killed.exit())).isEqualTo(new Exit.Signalled(Signal.TERM, false));
    assertThat(get(killed.result()).ending()).isEqualTo(Ending.SIGNALLED);
    assertThat(killed.signal(Signal.TERM)).isFalse();

    Execution pretender = context.launch(Command.shell("sleep 0.2; exit 143"));
    assertThat(get(pretender.exit()).exitCode()).hasValue(143);
    if (kind == TestEngine.NATIVE) {
      assertThat(get(pretender.exit())).isEqualTo(new Exit.Exited(143));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void writesTheEndDownThoughTheWholeGroupIsSignalled(TestEngine kind) throws IOException {
    open(kind);
    String deaf = "trap '' HUP INT QUIT TERM USR1; echo up; while [ ! -e go ]; do sleep 0.05; done";
    Execution run = context.launch(Command.shell(deaf + "; exit 5").in(directory));
    soon().until(() -> Files.readString(context.log()).equals("up\n"));
    Identity.OfProcess shim = engine.fingerprints().marked(context.cookie()).getFirst();
    assertThat(shim).isNotEqualTo(run.identity());
    for (String signal : List.of("HUP", "INT", "QUIT", "TERM", "USR1")) {
      assertThat(engine.signaller().send(shim, Signal.of(signal))).isTrue();
    }
    Files.createFile(directory.resolve("go"));
    get(run.result());
    assertThat(context.exitFile().orElseThrow()).content().endsWith(" 5\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void hasTheSameInputEnvironmentFilesAndDirectoryAsWithoutOne(TestEngine kind) throws IOException {
    open(kind);
    Command look =
        Command.shell(
                "cat; env | sort; ls -l /proc/self/fd | sed 's/.* \\([0-9]* -> .*\\)/\\1/';"
                    + " pwd; umask; cat /proc/self/status | grep ^Sig[BIC]")
            .input("what it reads\n")
            .env("PM_TEXT", "a  b\n$HOME \\n 'c' \"d\" ü")
            .in(directory);
    for (Command one : List.of(look, look.clearEnv(), look.env("PWD", directory.toString()))) {
      assertThat(outputOf(one, true)).isEqualTo(outputOf(one, false));
    }
  }

  /// Another shell in between would add to it, too.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void addsNothingToAnEmptyEnvironment(TestEngine kind) {
    open(kind);
    Execution run = context.launch(Command.of("env").clearEnv());
    assertThat(get(run.result()).stdout()).isEqualTo(context.cookie() + "\n");
  }

  /// But for what differs from one process to the next.
  private String outputOf(Command command, boolean hasExitFile) {
    var told = new Detached(engine, directory, context.mark(), hasExitFile);
    String output = get(told.launch(command).result()).stdout();
    assertThat(output).startsWith("what it reads\n");
    return output.replaceAll("pipe:\\[\\d+]|/proc/\\d+", "…");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isLimitedWithoutItsShim(TestEngine kind) throws IOException {
    open(kind);
    Command limited = Command.shell("ulimit -n; sleep 60").maxOpenFiles(64);
    Execution run = context.launch(limited);
    soon().until(() -> Files.readString(context.log()).equals("64\n"));
    long shim = engine.fingerprints().marked(context.cookie()).getFirst().pid();
    assertThat(shim).isNotEqualTo(pid(run));
    assertThat(Files.readString(Path.of("/proc/" + shim + "/limits")))
        .doesNotContainPattern("Max open files +64 ");
    get(run.stop(StopPlan.immediate()));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isFoundByItsCookieWithoutItsShim(TestEngine kind) throws IOException {
    open(kind);
    assertThat(engine.fingerprints().main(context.cookie())).isEmpty();
    Execution run = context.launch(Command.shell("sleep 61 & sleep 62 & echo up; wait"));
    soon().until(() -> Files.readString(context.log()).equals("up\n"));
    assertThat(engine.fingerprints().main(context.cookie()))
        .hasValue((Identity.OfProcess) run.identity());
    get(run.stop(StopPlan.immediate()));
    assertThat(engine.fingerprints().main(context.cookie())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void givesWayToAnEnvironmentThatAShellWouldNotHandOn(TestEngine kind) {
    open(kind);
    Execution run = context.launch(Command.of("env").env("discovery.type", "single-node"));
    assertThat(get(run.result()).stdout()).contains("discovery.type=single-node\n");
    assertThat(context.exitFile().orElseThrow()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void failsToLaunchAsWithoutOne(TestEngine kind) throws Exception {
    open(kind);
    Path plain = Files.writeString(directory.resolve("plain"), "no program");
    Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    var without = new Detached(engine, directory, context.mark(), false);
    for (Command command :
        List.of(
            Command.of("no-such-program"),
            Command.of(plain.toString()),
            Command.of(script.toString()),
            Command.of("true").in(directory.resolve("missing")))) {
      LaunchException refusal = refusal(context, command);
      LaunchException usual = refusal(without, command);
      assertThat(refusal).hasMessage(usual.getMessage());
      assertThat(refusal.isPermanent()).isEqualTo(usual.isPermanent());
      assertThat(refusal.subject()).isEqualTo(usual.subject());
    }
    assertThat(context.exitFile().orElseThrow()).doesNotExist();
  }

  private static LaunchException refusal(Detached context, Command command) {
    return catchThrowableOfType(LaunchException.class, () -> context.launch(command));
  }

  /// A program whose loader is missing looks well until it is executed.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void failsToLaunchWhatOnlyTheKernelRefuses(TestEngine kind) throws IOException {
    open(kind);
    byte[] program = Files.readAllBytes(Path.of("/bin/true").toRealPath());
    String text = new String(program, StandardCharsets.ISO_8859_1);
    String broken = text.replaceFirst("/lib64/ld-linux", "/lib64/no-linux");
    assertThat(broken).isNotEqualTo(text);
    Path file = directory.resolve("program");
    Files.write(file, broken.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(file.toFile().setExecutable(true)).isTrue();

    assertThat(refusal(context, Command.of(file.toString())))
        .hasMessageContaining("cannot be executed")
        .hasMessageContaining(file.toString());
    Execution own = context.launch(Command.shell("exit 126"));
    assertThat(get(own.exit())).isEqualTo(new Exit.Exited(126));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void launchesWhatEndsAtOnce(TestEngine kind) {
    open(kind);
    List<Exit> exits =
        IntStream.range(0, 20)
            .mapToObj(i -> new Detached(engine, directory, context.mark() + "-" + i))
            .map(one -> one.launch(Command.shell("exit 9")))
            .map(run -> get(run.exit()))
            .toList();
    assertThat(exits).hasSize(20).containsOnly(new Exit.Exited(9));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isStoppedWithItsTreeAndWithoutItsShim(TestEngine kind) throws IOException {
    open(kind);
    String daemon = "(setsid sh -c 'exec sleep 61' &); ";
    Execution run =
        context.launch(Command.shell("trap 'exit 3' TERM; " + daemon + "sleep 62 & echo up; wait"));
    soon().until(() -> Files.readString(context.log()).equals("up\n"));
    soon().until(() -> context.sleepers() == 2);
    Identity.OfProcess shim = engine.fingerprints().marked(context.cookie()).getFirst();

    StopReport report = get(run.stop(StopPlan.graceful(ofSeconds(10))));
    assertThat(report.complete()).isTrue();
    assertThat(report.asked()).contains(run.identity()).hasSize(3).doesNotContain(shim);
    assertThat(report.forced()).isEmpty();
    assertThat(engine.fingerprints().marked(context.cookie())).isEmpty();
    assertThat(get(run.result()).ending()).isEqualTo(Ending.STOPPED);
    assertThat(get(run.exit())).isEqualTo(new Exit.Exited(3));
    assertThat(context.exitFile().orElseThrow()).content().endsWith(" 3\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void aShimThatIsStuckIsEndedWithTheStop(TestEngine kind) throws IOException {
    open(kind);
    Execution run = context.launch(Command.of("sleep", "60"));
    Identity.OfProcess shim = engine.fingerprints().marked(context.cookie()).getFirst();
    assertThat(shim).isNotEqualTo(run.identity());
    assertThat(engine.signaller().send(shim, Signal.STOP)).isTrue();
    Path stat = Path.of("/proc/" + shim.pid() + "/stat");
    soon().until(() -> Files.readString(stat).contains(") T "));

    assertThat(get(run.stop(StopPlan.immediate())).complete()).isTrue();
    soon().until(() -> engine.fingerprints().marked(context.cookie()).isEmpty());
    assertThat(get(run.exit())).isEqualTo(new Exit.Signalled(Signal.KILL, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoKillsTheShimDoesNotKillTheChild(TestEngine kind) throws IOException {
    open(kind);
    Execution run =
        context.launch(
            Command.shell("while [ ! -e go ]; do sleep 0.05; done; exit 37").in(directory));
    Identity.OfProcess shim = engine.fingerprints().marked(context.cookie()).getFirst();
    assertThat(engine.signaller().send(shim, Signal.KILL)).isTrue();
    soon().until(() -> !engine.fingerprints().marked(context.cookie()).contains(shim));
    assertThat(run.isAlive()).isTrue();
    Files.createFile(directory.resolve("go"));

    Exit exit = get(run.exit());
    if (kind == TestEngine.PORTABLE && exit instanceof Exit.Unknown) {
      // It may have been collected before it was seen as a zombie.
      return;
    }
    assertThat(exit).isEqualTo(new Exit.Exited(37));
    assertThat(context.exitFile().orElseThrow()).doesNotExist();
  }
}
