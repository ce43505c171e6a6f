package dev.processmanager.command;

import static dev.processmanager.command.Detached.get;
import static dev.processmanager.command.Detached.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.TestEngine;
import dev.processmanager.os.Adoptions;
import dev.processmanager.os.ExitFile;
import dev.processmanager.os.Spawner;
import dev.processmanager.output.LogFile;
import dev.processmanager.output.OutputSink;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.process.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A detached process, seen by the host that comes after the one that has started it.
@Timeout(60)
class AdoptionTest {

  private static final String UNTIL_GO = "while [ ! -e go ]; do sleep 0.02; done; ";

  /// What the first host has started.
  private static final List<FirstHost.Start> STARTS =
      List.of(
          new FirstHost.Start("goes", true, UNTIL_GO + "exit 37"),
          new FirstHost.Start("gone", true, "exit 37"),
          new FirstHost.Start(
              "tree",
              true,
              "trap 'exit 3' TERM; (setsid sh -c 'exec sleep 61' &); sleep 62 & echo up; wait"),
          new FirstHost.Start("log", true, "while :; do i=$((i+1)); echo $i; sleep 0.01; done"),
          new FirstHost.Start("sleeper", true, "exec sleep 60"),
          new FirstHost.Start("bare", false, UNTIL_GO + "exit 143"),
          new FirstHost.Start("left", true, UNTIL_GO + "exit 5"));

  private static final String MARK = UUID.randomUUID().toString();
  private static final Map<TestEngine, Map<String, Fingerprint>> STARTED =
      new EnumMap<>(TestEngine.class);

  @TempDir static Path root;

  private Path directory;
  private Spawner engine;
  private Detached context;

  private Fingerprint startedByAnother(TestEngine kind, String name) throws Exception {
    Path home = Files.createDirectories(root.resolve(kind.name()));
    if (!STARTED.containsKey(kind)) {
      STARTED.put(kind, FirstHost.run(kind, home, MARK + kind, STARTS));
    }
    directory = home.resolve(name);
    engine = kind.spawner();
    context = new Detached(engine, directory, MARK + kind + "-" + name, !name.equals("bare"));
    return STARTED.get(kind).get(name);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @AfterAll
  static void endWhoWasLeft() throws IOException {
    try (Spawner engine = TestEngine.PORTABLE.spawner()) {
      for (TestEngine kind : STARTED.keySet()) {
        for (FirstHost.Start start : STARTS) {
          String cookie = Detached.MARK + "=" + MARK + kind + "-" + start.name();
          for (Identity.OfProcess left : engine.fingerprints().marked(cookie)) {
            engine.signaller().send(left, Signal.KILL);
          }
        }
      }
    }
    STARTED.clear();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isKnownByItsCodeWhenItEnds(TestEngine kind) throws Exception {
    Fingerprint recorded = startedByAnother(kind, "goes");
    Execution run = adopted(recorded);
    Execution ofAnotherHost = adopted(recorded);
    assertThat(run.identity()).isEqualTo(recorded.process());
    assertThat(run.isAlive()).isTrue();
    assertThat(run.exit()).isNotDone();
    assertThat(run.usage().rssBytes()).isPresent();

    Files.createFile(directory.resolve("go"));
    assertThat(get(run.exit())).isEqualTo(new Exit.Exited(37));
    assertThat(get(ofAnotherHost.exit())).isEqualTo(new Exit.Exited(37));
    ProcessResult result = get(run.result());
    assertThat(result.ending()).isEqualTo(Ending.EXITED);
    assertThat(result.success()).isFalse();
    assertThat(result.stdout()).isEmpty();
    assertThat(result.duration()).isBetween(ofMillis(20), ofSeconds(40));
    assertThat(run.isAlive()).isFalse();
    assertThat(run.signal(Signal.TERM)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isKnownByItsCodeThoughItEndedWhenNobodyLooked(TestEngine kind) throws Exception {
    Fingerprint recorded = startedByAnother(kind, "gone");
    soon().until(() -> engine.fingerprints().verdict(recorded) == Verdict.DEAD);
    assertThatThrownBy(() -> adopted(recorded))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("has ended");
    Execution ended = get(adoption(recorded).orItsEnd().launch(context));
    assertThat(get(ended.exit())).isEqualTo(new Exit.Exited(37));
    assertThat(get(ended.stop(StopPlan.immediate())).asked()).isEmpty();

    assertThat(exitOf(recorded, 3)).isEqualTo(new Exit.Exited(37));
    assertThat(exitOf(recorded, 2)).isInstanceOf(Exit.Unknown.class);
    assertThat(exitOf(withCookie(recorded, "PROCESS_DETACHED=other"), 3))
        .isInstanceOf(Exit.Unknown.class);
    assertThat(get(Adoptions.adopt(recorded, Optional.empty(), engine).exit()))
        .isInstanceOf(Exit.Unknown.class);
  }

  private Exit exitOf(Fingerprint recorded, int generation) {
    var file = new ExitFile(context.exitFile().orElseThrow(), generation, recorded.cookie());
    return get(Adoptions.adopt(recorded, Optional.of(file), engine).exit());
  }

  private static Fingerprint withCookie(Fingerprint real, String cookie) {
    return new Fingerprint(
        real.process(),
        real.namespace(),
        cookie,
        real.pidfdInode(),
        real.executable(),
        real.session(),
        real.user());
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isStoppedWithItsTreeAndWithoutItsShim(TestEngine kind) throws Exception {
    Fingerprint recorded = startedByAnother(kind, "tree");
    soon().until(() -> Files.readString(context.log()).equals("up\n"));
    soon().until(() -> context.sleepers() == 2);
    Execution run = adopted(recorded);
    assertThat(run.treeUsage().rssBytes().orElseThrow())
        .isGreaterThan(run.usage().rssBytes().orElseThrow());

    StopReport report = get(run.stop(StopPlan.graceful(ofSeconds(10))));
    assertThat(report.complete()).isTrue();
    assertThat(report.asked()).contains(recorded.process()).hasSize(3);
    assertThat(report.forced()).isEmpty();
    assertThat(engine.fingerprints().marked(context.cookie())).isEmpty();
    ProcessResult result = get(run.result());
    assertThat(result.exit()).isEqualTo(new Exit.Exited(3));
    assertThat(result.ending()).isEqualTo(Ending.STOPPED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isStillFollowedInItsLogAndKeptWithinItsLimit(TestEngine kind) throws Exception {
    Fingerprint recorded = startedByAnother(kind, "log");
    soon().until(() -> Files.readString(context.log()).contains("\n5\n"));
    var heard = new CopyOnWriteArrayList<String>();
    var log = new LogFile(context.log(), Rotation.of(200, 3));
    OutputSink sink = OutputSink.lines(UTF_8, line -> heard.add(line.text()));
    Execution run = get(adoption(recorded).launch(new Following(context, log, sink)));

    soon().until(() -> Files.exists(Path.of(context.log() + ".3")));
    assertThat(heard).doesNotContain("1").hasSizeGreaterThan(100);
    assertThat(Files.size(context.log())).isLessThan(5_000);
    run.leave();
    assertThat(engine.fingerprints().verdict(recorded)).isEqualTo(Verdict.SAME);
    int lines = heard.size();
    get(adopted(recorded).stop(StopPlan.immediate()));
    assertThat(heard.size()).isLessThan(lines + 100);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void diesByTheSignalThatItIsSent(TestEngine kind) throws Exception {
    Execution run = adopted(startedByAnother(kind, "sleeper"));
    assertThat(run.signal(Signal.HUP)).isTrue();
    assertThat(get(run.exit())).isEqualTo(new Exit.Signalled(Signal.HUP, false));
    assertThat(get(run.result()).ending()).isEqualTo(Ending.SIGNALLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void withoutAnExitFileItsCodeIsRightOrUnknown(TestEngine kind) throws Exception {
    Execution run = adopted(startedByAnother(kind, "bare"));
    Files.createFile(directory.resolve("go"));
    Exit exit = get(run.exit());
    // Whoever collects it may be too quick for one that only looks now and then.
    if (kind == TestEngine.NATIVE || !(exit instanceof Exit.Unknown)) {
      assertThat(exit).isEqualTo(new Exit.Exited(143));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void isLeftAloneWhenItsHostHasEnoughOfIt(TestEngine kind) throws Exception {
    Fingerprint recorded = startedByAnother(kind, "left");
    Execution run = adopted(recorded);
    run.leave();
    engine.close();
    Spawner later = kind.spawner();
    Files.createFile(directory.resolve("go"));
    soon().until(() -> later.fingerprints().verdict(recorded) == Verdict.DEAD);
    assertThat(run.exit()).isNotDone();
    assertThat(exitOf(later, recorded)).isEqualTo(new Exit.Exited(5));
    later.close();
  }

  private Exit exitOf(Spawner later, Fingerprint recorded) {
    var file = new ExitFile(context.exitFile().orElseThrow(), 3, recorded.cookie());
    return get(Adoptions.adopt(recorded, Optional.of(file), later).exit());
  }

  private Execution adopted(Fingerprint recorded) {
    return context.launch(adoption(recorded));
  }

  private static Adoption adoption(Fingerprint recorded) {
    return Adoption.of(recorded, ProcessKind.CLI_COMMAND, "what was recorded");
  }
}
