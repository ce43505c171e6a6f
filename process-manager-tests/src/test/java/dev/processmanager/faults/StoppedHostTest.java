package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host that stands still while somebody takes its processes over. When it goes on, it is too
/// late for whatever it was about to do.
@ExtendWith(OwnWorld.class)
class StoppedHostTest {

  private static final String NOTE = "echo $$ >> \"$1\"";
  private static final List<String> IDS =
      List.of("restarts", "checked", "asked", "wanted", "crashed");

  /// In the host, who runs there.
  private static final Map<String, ManagedProcess> running = new ConcurrentHashMap<>();

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void doesNothingMoreToWhatIsSomebodyElses(TestEngine engine) {
    String home = directory.toString();
    try (RemoteHost host = new RemoteHost(engine, registry)) {
      List<Long> pids = host.does(pm -> startAll(pm, home));
      stopBetweenWrites(host);
      int crashes = Machine.lines(directory.resolve("crashed")).size();
      takeOver();
      Machine.kill(pids.getFirst());
      Machine.touch(directory.resolve("ill"));
      host.goOn();
      long awake = System.nanoTime();
      boolean signalled = host.does(_ -> stopAndSignal());
      assertThat(signalled).isFalse();
      boolean left =
          host.does(_ -> get(running.get("wanted").exit().handle((_, lost) -> lost != null)));
      assertThat(left).isTrue();
      assertThat(NANOSECONDS.toMillis(System.nanoTime() - awake)).isLessThan(5_000);
      // For longer than any of its timers takes.
      LockSupport.parkNanos(1_000_000_000);

      assertThat(Machine.lives(pids.get(1))).as("whose check fails").isTrue();
      assertThat(Machine.lives(pids.get(2))).as("whom it is asked to stop").isTrue();
      assertThat(Machine.lives(pids.get(3))).as("that only goes on").isTrue();
      for (String id : IDS) {
        assertThat(Machine.lines(directory.resolve(id)))
            .as("runs of %s", id)
            .hasSize(id.equals("crashed") ? crashes : 1);
      }
      ArrayList<String> known =
          host.does(
              pm ->
                  new ArrayList<>(
                      get(pm.listProcesses()).stream().map(ProcessStatus::id).toList()));
      assertThat(known).containsExactlyInAnyOrderElementsOf(IDS);
      assertThat(holders()).containsOnly("another host");
    }
    assertThat(holders()).as("after its end in order").containsOnly("another host");
  }

  /// Whoever writes has the lock, and keeps it for as long as he stands still.
  private void stopBetweenWrites(RemoteHost host) {
    host.stop();
    while (isWritten()) {
      host.goOn();
      host.stop();
    }
  }

  private boolean isWritten() {
    try (var channel = FileChannel.open(directory.resolve("processes.json.lock"), WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ArrayList<Long> startAll(ProcessManager pm, String home) {
    Path ill = Path.of(home, "ill");
    var well = Probe.function(_ -> Files.exists(ill) ? fail() : pass());
    var specs =
        List.of(
            sleeper("restarts", home),
            sleeper("checked", home)
                .check(HealthCheck.liveness(well).every(ofMillis(50)).failures(2)),
            sleeper("asked", home),
            sleeper("wanted", home),
            ProcessSpec.of(Command.of("sh", "-c", NOTE, "sh", Path.of(home, "crashed").toString()))
                .id("crashed")
                .restart(
                    RestartPolicy.always().backoff(Backoff.fixed(ofMillis(600))).atMost(1_000)));
    var pids = new ArrayList<Long>();
    for (ManagedProcess process : get(pm.startAll(specs))) {
      running.put(process.id(), process);
      pids.add(process.pid().orElse(-1));
      Machine.await("its run", () -> !Machine.lines(Path.of(home, process.id())).isEmpty());
    }
    return pids;
  }

  private static boolean stopAndSignal() {
    ManagedProcess asked = running.get("asked");
    asked.stop();
    return get(asked.signal(Signal.TERM));
  }

  private static ProbeResult fail() {
    return ProbeResult.fail("ill");
  }

  private static ProbeResult pass() {
    return ProbeResult.pass();
  }

  /// Notes each of its runs.
  private static ProcessSpec sleeper(String id, String home) {
    String runs = Path.of(home, id).toString();
    return ProcessSpec.of(Command.of("sh", "-c", NOTE + "; exec sleep 100", "sh", runs))
        .id(id)
        .detached()
        .restart(RestartPolicy.always().backoff(Backoff.fixed(ofMillis(20))));
  }

  /// A host that stands still is not dead, so no other would take anything from it.
  private void takeOver() {
    try (Registry shared = Registry.file(registry)) {
      for (Entry entry : shared.entries()) {
        get(shared.apply(new Patch.Claim(entry.key(), anotherHost(entry), entry.lease().epoch())));
      }
    }
  }

  private static Fingerprint anotherHost(Entry entry) {
    Fingerprint owner = entry.lease().holder().orElseThrow();
    return new Fingerprint(
        owner.process(),
        owner.namespace(),
        "ANOTHER=host",
        owner.pidfdInode(),
        owner.executable(),
        owner.session(),
        owner.user());
  }

  private List<String> holders() {
    try (Registry shared = Registry.file(registry)) {
      return shared.entries().stream()
          .map(entry -> entry.lease().holder().map(Fingerprint::cookie).orElse("nobody"))
          .map(cookie -> cookie.replace("ANOTHER=", "another "))
          .toList();
    }
  }
}
