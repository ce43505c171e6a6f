package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.Exit;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a detached process prints, and how it ends, as the host sees it that comes after its own.
@ExtendWith(OwnWorld.class)
class AdoptedLogTest {

  private static final String COUNTER =
      "i=0; until test -e \"$1\"; do i=$((i+1)); printf '%030d\\n"
          + "' $i; sleep 0.01; done; echo last; exit 7";

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void staysWithinItsLimitAndIsFollowedByTheNextHost(TestEngine engine) throws Exception {
    String home = directory.toString();
    Path log = directory.resolve("log");
    RemoteHost first = new RemoteHost(engine, registry);
    long pid = first.does(pm -> get(pm.start(counter(home))).pid().orElseThrow());
    Machine.await("rotations", () -> Files.exists(directory.resolve("log.2")));
    first.kill();
    Machine.await("growth", () -> log.toFile().length() > 600);

    try (ProcessManager next = open(engine)) {
      ManagedProcess seen = get(next.loadRegistry()).adopted().getFirst();
      assertThat(seen.output().tail(2)).isNotEmpty();
      ManagedProcess process = get(next.start(counter(home)));
      assertThat(process.pid()).hasValue(pid);
      var heard = new CopyOnWriteArrayList<String>();
      process.output().follow(line -> heard.add(line.text()));
      Machine.await("the limit", () -> log.toFile().length() < 600);
      Machine.await("lines", () -> heard.size() > 60);
      Machine.await("a tail", () -> !process.output().tail(5).isEmpty());
      assertThat(List.of("log.1", "log.2", "log.3"))
          .allMatch(name -> Files.exists(directory.resolve(name)));
      assertThat(directory.resolve("log.4")).doesNotExist();
      Machine.touch(directory.resolve("go"));
      assertThat(get(process.exit())).isEqualTo(new Exit.Exited(7));
      Machine.await("the last line", () -> heard.contains("last"));
      List<Integer> numbers =
          heard.stream().filter(line -> !line.equals("last")).map(Integer::valueOf).toList();
      assertThat(numbers).doesNotHaveDuplicates().isSorted();
      assertThat(process.output().tail(1)).extracting(line -> line.text()).containsExactly("last");
    }
  }

  private static ProcessSpec counter(String home) {
    String go = Path.of(home, "go").toString();
    return ProcessSpec.of(Command.of("sh", "-c", COUNTER, "sh", go))
        .id("counter")
        .detached()
        .logFile(Path.of(home, "log"), Rotation.of(300, 3));
  }

  /// A library that polls tells such ends late, and all as 0.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void theEndOfAnAdoptedOneIsNoticedSoonAndTruly(TestEngine engine) {
    String home = directory.toString();
    RemoteHost first = new RemoteHost(engine, registry);
    first.does(pm -> startSeveral(pm, home));
    first.kill();
    try (ProcessManager next = open(engine)) {
      List<ManagedProcess> all = get(next.loadRegistry()).adopted();
      assertThat(all).hasSize(5);
      for (ManagedProcess one : all) {
        Machine.touch(directory.resolve("go-" + one.id()));
        long begin = System.nanoTime();
        Exit exit = get(one.exit());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(1_500);
        assertThat(exit.exitCode()).hasValue(Integer.parseInt(one.id()));
        // What a shell has written down leaves open which of the two it was.
        assertThat(engine == TestEngine.PORTABLE || exit instanceof Exit.Exited).isTrue();
      }
    }
  }

  private static ArrayList<Long> startSeveral(ProcessManager pm, String home) {
    var pids = new ArrayList<Long>();
    for (int code : IntStream.of(0, 1, 44, 137, 143).toArray()) {
      String id = Integer.toString(code);
      String script = "until test -e go-" + id + "; do sleep 0.01; done; exit " + id;
      Command command = Command.shell(script).in(Path.of(home));
      pids.add(get(pm.startCliBackground(command, as -> as.id(id).detached())).pid().orElseThrow());
    }
    return pids;
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
