package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.millis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The end of the host, by its own hand or by another's.
@Timeout(90)
class HostExitTrapsTest {

  /// A session of the host's own, where no signal is ignored. The first process of a namespace is
  /// spared signals, so that is a shell.
  private static final List<String> TERMINAL =
      Stream.of(
              HostJvm.OWN_NUMBERS,
              List.of("sh", "-c", "\"$@\"; echo \"host ended with $?\"", "sh"),
              List.of("setsid", "--wait", "env", "--default-signal=INT,TERM"))
          .flatMap(List::stream)
          .toList();

  @TempDir Path directory;

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 23: the host is killed while a child writes")
  void whoWritesForAHostThatWasKilledEnds(TestEngine engine) throws Exception {
    Path file = directory.resolve("file");
    HostJvm host = HostJvm.start(rig, directory, List.of(), Killed.class, engine, file.toString());
    host.awaitLine("ready");
    // Where there is no /proc, nobody ends those who need nothing of their host.
    rig.awaitMembers(engine == TestEngine.BARE ? 2 : 3);
    host.process().destroyForcibly();

    assertThat(host.end()).isEqualTo(137);
    rig.awaitNobody();
  }

  static final class Killed {

    /// The child has no program but its shell, so that its end is that of the write.
    static void main(String[] args) throws InterruptedException {
      ProcessManager pm = TestEngine.valueOf(args[0]).open();
      ManagedProcess writer =
          get(pm.startCliBackground(Command.shell("while echo tick; do :; done")));
      TrapRig.awaitOutput(writer);
      if (!args[0].equals("BARE")) {
        String toFile = "while echo tick >> \"$1\"; do :; done";
        get(pm.startCliBackground(Command.of("sh", "-c", toFile, "sh", args[1])));
      }
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 24: Ctrl+C at the host's terminal")
  void theTerminalsInterruptReachesTheHostAndNotItsChildren(TestEngine engine) throws Exception {
    Path told = directory.resolve("told-" + engine);
    HostJvm host =
        HostJvm.start(rig, directory, TERMINAL, Interrupted.class, engine, told.toString());

    assertThat(host.end()).as("%s", host.lines()).isZero();
    assertThat(host.lines()).contains("interrupting", "host ended with 130");
    assertThat(Files.readAllLines(told)).containsExactly("up", "TERM");
    assertThat(rig.survivors()).isEmpty();
  }

  static final class Interrupted {

    /// What a terminal does: a signal to everybody in the host's group.
    static void main(String[] args) throws Exception {
      ProcessManager pm = TestEngine.valueOf(args[0]).open();
      String script =
          """
          trap 'echo INT >> "$1"' INT
          trap 'echo TERM >> "$1"; exit 0' TERM
          echo up | tee "$1"
          while :; do sleep 0.02; done
          """;
      ManagedProcess child =
          get(pm.startCliBackground(Command.of("sh", "-c", script, "sh", args[1])));
      TrapRig.awaitOutput(child);
      System.out.println("interrupting");
      long group = ProcessHandle.current().pid();
      new ProcessBuilder("sh", "-c", "kill -s INT -- -" + group).start();
      Thread.currentThread().join();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 25: System.exit with ten children")
  void theEndOfTheJvmLeavesNobody(TestEngine engine) throws Exception {
    assertThat(exit(engine)).containsExactly("ten children");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 25: starts, stops and closes in shutdown hooks")
  void whatHappensInShutdownHooksDoesNotHangAndLeavesNobody(TestEngine engine) throws Exception {
    assertThat(exit(engine, "start", "stop", "close"))
        .containsExactlyInAnyOrder("ten children", "start", "stop", "close");
  }

  private List<String> exit(TestEngine engine, String... hooks) throws Exception {
    HostJvm host = HostJvm.start(rig, directory, List.of(), Exiting.class, engine, hooks);
    assertThat(host.end()).as("%s", host.lines()).isEqualTo(5);
    assertThat(rig.survivors()).isEmpty();
    return host.lines();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 25: the end of a manager whose children have all ended")
  void closingAManagerWithoutChildrenTakesNoTime(TestEngine engine) {
    var took = new ArrayList<Long>();
    for (int i = 0; i < 9; i++) {
      ProcessManager pm = engine.open();
      for (int j = 0; j < 20; j++) {
        get(pm.runCli("true"));
      }
      took.add(millis(pm::close));
    }
    took.sort(null);
    assertThat(took.get(4)).as("the median of %s ms", took).isLessThan(250);
  }

  static final class Exiting {

    static void main(String[] args) {
      ProcessManager pm = TestEngine.valueOf(args[0]).open();
      for (int i = 0; i < 10; i++) {
        String id = "p" + i;
        get(pm.startCliBackground(Command.of("sleep", "60"), as -> as.id(id)));
      }
      System.out.println("ten children");
      List.of(args).subList(1, args.length).forEach(name -> hook(name, pm));
      System.exit(5);
    }

    /// Whatever it gives, it gives it in time; a manager that is closing may refuse.
    private static void hook(String name, ProcessManager pm) {
      Runnable work =
          () -> {
            try {
              get(call(name, pm).handle((_, _) -> true));
            } catch (IllegalStateException closed) {
              assertThat(closed).hasMessage("This process manager is closed");
            }
            System.out.println(name);
          };
      Runtime.getRuntime().addShutdownHook(new Thread(work));
    }

    private static CompletableFuture<?> call(String name, ProcessManager pm) {
      return switch (name) {
        case "start" -> pm.startCliBackground(Command.of("sleep", "60"));
        case "stop" -> pm.stopProcess("p3");
        default -> CompletableFuture.runAsync(pm::close, Thread::startVirtualThread);
      };
    }
  }
}
