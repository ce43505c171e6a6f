package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ReconcileReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who looks like a recorded process and is none, and who is one and does not look like it.
@ExtendWith(OwnWorld.class)
class StrangersTest {

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoHasTheNumberOfARecordedOneIsNeverTouched(TestEngine engine) throws Exception {
    RemoteHost first = new RemoteHost(engine, registry);
    long pid = first.does(StrangersTest::startDetached);
    first.kill();
    Machine.kill(pid);
    Machine.await("its end", () -> !Files.exists(Path.of("/proc/" + pid)));
    try (ProcessManager next = open(engine);
        ProcessManager another = open(engine)) {
      get(next.runCli("true"));
      Process stranger = strangerOn(pid);

      ReconcileReport report = get(next.loadRegistry());
      assertThat(report.dead()).hasSize(1);
      assertThat(report.adopted()).isEmpty();
      assertThat(get(another.stopProcess("job")).asked()).isEmpty();
      assertThat(get(another.signalProcess("job", Signal.KILL))).isFalse();
      assertThat(get(next.getStatus("job")).pid()).isEmpty();
      assertThat(get(next.getStatus("job")).state()).isEqualTo(ProcessState.FAILED);
      assertThat(get(another.removeProcess("job")).complete()).isTrue();
      assertThat(get(next.listProcesses())).isEmpty();
      assertThat(Machine.lives(stranger.pid())).isTrue();
    }
  }

  /// As before, but nobody has noted the end yet when the operator's wish comes.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoHasTheNumberOfAnAdoptedOneIsNeverTouched(TestEngine engine) throws Exception {
    try (RemoteHost first = new RemoteHost(engine, registry);
        ProcessManager next = open(engine)) {
      long pid = first.does(StrangersTest::startDetached);
      ManagedProcess adopted = get(next.loadRegistry()).adopted().getFirst();
      first.stop();
      Machine.kill(pid);
      Machine.await("its end", () -> !Files.exists(Path.of("/proc/" + pid)));
      Process stranger = strangerOn(pid);
      first.goOn();

      assertThat(get(adopted.stop()).forced()).isEmpty();
      assertThat(get(adopted.signal(Signal.KILL))).isFalse();
      boolean signalled = first.does(pm -> get(pm.signalProcess("job", Signal.KILL)));
      assertThat(signalled).isFalse();
      assertThat(Machine.lives(stranger.pid())).isTrue();
    }
  }

  private static long startDetached(ProcessManager pm) {
    return get(pm.startCliBackground(Command.of("sleep", "100"), as -> as.id("job").detached()))
        .pid()
        .orElseThrow();
  }

  /// Somebody else on that number, as soon as it is free.
  private static Process strangerOn(long number) throws IOException {
    for (int attempt = 0; attempt < 500; attempt++) {
      Files.writeString(Path.of("/proc/sys/kernel/ns_last_pid"), Long.toString(number - 1));
      Process stranger = new ProcessBuilder("sleep", "100").start();
      if (stranger.pid() == number) {
        return stranger;
      }
      stranger.destroyForcibly();
    }
    throw new AssertionError("nobody got the number " + number);
  }

  /// Writes its title over its arguments and its environment, as servers do.
  private static final String TITLED =
      """
      #include <string.h>
      #include <unistd.h>
      #include <fcntl.h>
      extern char **environ;
      int main(int argc, char **argv) {
        char *begin = argv[0], *end = begin;
        for (char **one = argv; *one; one++) end = *one + strlen(*one) + 1;
        for (char **one = environ; *one; one++) end = *one + strlen(*one) + 1;
        memset(begin, 0, end - begin);
        strcpy(begin, "master process");
        close(open("titled", O_CREAT | O_WRONLY, 0600));
        pause();
        return 0;
      }
      """;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoWipesOutItsMarksIsAdoptedAndStoppedAllTheSame(TestEngine engine) throws Exception {
    String home = directory.toString();
    Files.writeString(directory.resolve("server.c"), TITLED);
    int compiled =
        new ProcessBuilder("cc", "-o", "server", "server.c")
            .directory(directory.toFile())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(compiled).isZero();
    RemoteHost first = new RemoteHost(engine, registry);
    long pid = first.does(pm -> startServer(pm, home));
    Machine.await("its title", () -> Files.exists(directory.resolve("titled")));
    assertThat(Machine.environment(pid)).doesNotContain("PROCESS_");
    assertThat(World.commandLine(pid)).startsWith("master process");
    first.kill();

    try (ProcessManager next = open(engine)) {
      ReconcileReport report = get(next.loadRegistry());
      assertThat(report.adopted()).hasSize(1).allMatch(one -> one.pid().orElse(0) == pid);
      assertThat(get(next.stopProcess("server")).complete()).isTrue();
      assertThat(Machine.lives(pid)).isFalse();
    }
  }

  private static long startServer(ProcessManager pm, String home) {
    return get(pm.startCliBackground(
            Command.of(Path.of(home, "server").toString()).in(Path.of(home)),
            as -> as.id("server").detached()))
        .pid()
        .orElseThrow();
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
