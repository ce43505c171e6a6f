package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunCommandTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void givesOutputAndExitCode(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ProcessResult result = get(pm.runCli(sh("echo out; echo err >&2; exit 3")));

      assertThat(result.stdout()).isEqualTo("out\n");
      assertThat(result.stderr()).isEqualTo("err\n");
      assertThat(result.exit()).isEqualTo(new Exit.Exited(3));
      assertThat(result.exitCode()).hasValue(3);
      assertThat(result.ending()).isEqualTo(Ending.EXITED);
      assertThat(result.success()).isFalse();
      assertThat(result.outputTruncated()).isFalse();
      assertThat(result.outputComplete()).isTrue();
      assertThat(result.duration()).isPositive();
      assertThatThrownBy(result::orThrow)
          .isInstanceOf(ExitException.class)
          .hasMessageEndingWith("exit code 3: err");
    }
  }

  @ParameterizedTest
  @EnumSource
  void handsArgumentsOverUnchanged(TestEngine engine) {
    List<String> arguments =
        List.of(
            "a b",
            "",
            "\"quoted\"",
            "it's",
            "new\nline",
            "$HOME",
            "*",
            "\\",
            "-n",
            "ü€😀",
            "x".repeat(100_000));
    var argv = new ArrayList<>(List.of("sh", "-c", "for a; do printf '%s\\0' \"$a\"; done", "sh"));
    argv.addAll(arguments);
    try (ProcessManager pm = engine.open()) {
      String printed = get(pm.runCli(Command.of(argv))).stdout();

      assertThat(List.of(printed.split("\0", -1)))
          .isEqualTo(
              IntStream.rangeClosed(0, arguments.size())
                  .mapToObj(i -> i < arguments.size() ? arguments.get(i) : "")
                  .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsWhereItIsTold(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli(Command.of("pwd").in(directory))).stdout().strip())
          .isEqualTo(directory.toRealPath().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsAProgramRelativeToItsDirectory(TestEngine engine) throws IOException {
    Path script = Files.writeString(directory.resolve("tool"), "#!/bin/sh\necho here\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli(Command.of("./tool").in(directory))).stdout()).isEqualTo("here\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesTheEnvironmentAsTold(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      Command print = sh("echo \"${HOME:-none} ${FOO:-none}\"");
      assertThat(get(pm.runCli(print.env("FOO", "b=a r"))).stdout())
          .isEqualTo(System.getenv("HOME") + " b=a r\n");
      assertThat(
              get(pm.runCli(print.env("FOO", "x").withoutEnv("FOO").withoutEnv("HOME"))).stdout())
          .isEqualTo("none none\n");
      assertThat(
              get(pm.runCli(Command.of("/usr/bin/env").clearEnv().env("A", "1"))).stdout().lines())
          .filteredOn(line -> !line.startsWith("PROCESS_MANAGER_"))
          .containsExactly("A=1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItIsGiven(TestEngine engine) throws IOException {
    String large = "line of text\n".repeat(100_000);
    Path file = Files.writeString(directory.resolve("in.txt"), "from file");
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli(Command.of("cat").input("text ü"))).stdout()).isEqualTo("text ü");
      assertThat(get(pm.runCli(Command.of("cat").input(new byte[] {65, 66}))).stdout())
          .isEqualTo("AB");
      assertThat(get(pm.runCli(Command.of("cat").input(file))).stdout()).isEqualTo("from file");
      assertThat(get(pm.runCli(Command.of("cat").input(large))).stdout()).isEqualTo(large);
      var stream = new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8));
      assertThat(get(pm.runCli(Command.of("cat").input(stream))).stdout()).isEqualTo("stream");
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergesTheStreamsInOrder(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ProcessResult result =
          get(pm.runCli(sh("echo 1; echo 2 >&2; echo 3; echo 4 >&2").mergeStreams()));

      assertThat(result.stdout()).isEqualTo("1\n2\n3\n4\n");
      assertThat(result.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsTheCodesItExpectsAsSuccess(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli(sh("exit 1").expecting(0, 1))).success()).isTrue();
      assertThat(get(pm.runCli(sh("exit 0").expecting(1))).success()).isFalse();
      assertThat(get(pm.runCli(sh("kill -TERM $$").expecting(143))).success()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsASignalFromACode(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ProcessResult result = get(pm.runCli(sh("kill -KILL $$")));

      assertThat(result.exit()).isEqualTo(new Exit.Signalled(Signal.KILL, false));
      assertThat(result.ending()).isEqualTo(Ending.SIGNALLED);
      assertThat(result.success()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsHeadAndTailOfTooMuchOutput(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ProcessResult result =
          get(
              pm.runCli(
                  sh("echo begin; head -c 50000000 /dev/zero; echo; echo end").captureLimit(100)));

      assertThat(result.outputTruncated()).isTrue();
      assertThat(result.stdout()).startsWith("begin\n").endsWith("\nend\n").hasSizeLessThan(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void handsOutLinesAsTheyCome(TestEngine engine) {
    var first = new CountDownLatch(1);
    var lines = new ArrayList<Line>();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<ProcessResult> running =
          pm.runCli(
              sh(
                      "echo one; while [ ! -e \"$1\" ]; do sleep 0.02; done; echo two >&2; printf three",
                      directory.resolve("go"))
                  .onLine(
                      line -> {
                        lines.add(line);
                        first.countDown();
                      }));
      assertThat(awaited(first)).isTrue();
      Files.createFile(directory.resolve("go"));
      get(running);

      assertThat(lines).extracting(Line::text).containsExactlyInAnyOrder("one", "two", "three");
      assertThat(lines)
          .filteredOn(line -> line.source() == Line.Source.STDERR)
          .extracting(Line::text)
          .containsExactly("two");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSinkThatThrowsTakesNothingFromTheOthers(TestEngine engine) throws IOException {
    var seen = new CopyOnWriteArrayList<String>();
    var ended = new AtomicLong();
    OutputSink failing =
        new OutputSink() {
          @Override
          public void write(Line.Source source, ByteBuffer chunk) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void end() {
            ended.incrementAndGet();
          }
        };
    try (ProcessManager pm = engine.open()) {
      get(pm.runCli(sh("seq 1 100").output(failing).onLine(line -> seen.add(line.text()))));
    }
    assertThat(seen).hasSize(100);
    assertThat(ended).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void aNamedPipeAsInputDelaysNobody(TestEngine engine) throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    try (ProcessManager pm = engine.open()) {
      var first = pm.runCli(Command.of("cat").input(fifo));
      var second = pm.runCli(Command.of("cat").input(fifo));
      var third = pm.runCli(Command.of("cat").input(fifo));
      assertThat(get(pm.runCli("true")).success()).isTrue();
      first.cancel(true);
      second.cancel(true);
      third.cancel(true);
      // Whoever still opens the pipe for reading gets its end.
      new ProcessBuilder("timeout", "5", "sh", "-c", "echo > \"$0\"", fifo.toString())
          .start()
          .waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource
  void completesOnAThreadThatUsersMayBlock(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < 20; i++) {
        String thread = get(pm.runCli("true").thenApply(_ -> Thread.currentThread().getName()));
        assertThat(thread).doesNotContain("pump", "spawner");
      }
      String thread =
          get(pm.runCli("no-such-program").handle((_, _) -> Thread.currentThread().getName()));
      assertThat(thread).doesNotContain("pump", "spawner");
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
