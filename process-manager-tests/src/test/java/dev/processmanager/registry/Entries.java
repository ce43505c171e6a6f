package dev.processmanager.registry;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Entries for tests; also for hosts, which have no test framework.
public final class Entries {

  private Entries() {}

  /// A registry that waits for others no longer than that.
  public static Registry impatient(Path file, Duration patience) {
    return new FileRegistry(file, patience);
  }

  public static Entry.Key key(String id) {
    return new Entry.Key(Scope.global(), id);
  }

  /// One that has been started so many times.
  public static Entry entry(String id, int generation) {
    Entry entry = entry(id, ProcessState.RUNNING);
    Entry.Progress first = entry.progress();
    var progress =
        new Entry.Progress(
            first.state(),
            generation,
            first.restarts(),
            first.restartsInRow(),
            first.recentRestarts(),
            first.exit(),
            first.startedAt(),
            first.updatedAt());
    return new Entry(
        entry.key(), entry.about(), progress, entry.run(), entry.lease(), entry.desired());
  }

  public static Entry entry(String id, ProcessState state) {
    boolean running = state == ProcessState.RUNNING;
    return new Entry(
        key(id),
        new Entry.About(
            ProcessKind.CLI_COMMAND,
            "nginx -g \"daemon off;\"",
            Optional.of(Path.of("/srv")),
            Optional.of(Path.of("/var/log/web.log")),
            false,
            Map.of("team", "edge \"quoted\""),
            Instant.parse("2026-01-01T00:00:00Z")),
        new Entry.Progress(
            state,
            3,
            2,
            1,
            List.of(Instant.parse("2026-01-02T00:00:00Z")),
            running ? Optional.empty() : Optional.of(new Exit.Exited(0)),
            Optional.of(Instant.parse("2026-01-02T00:00:00.123456789Z")),
            Instant.parse("2026-01-03T00:00:00Z")),
        running
            ? Optional.of(new Entry.Run("c00k1e", Optional.of(process(4711)), Optional.empty()))
            : Optional.empty(),
        Entry.Lease.none(),
        Entry.Desired.RUNNING);
  }

  static Fingerprint process(long pid) {
    return new Fingerprint(
        new Identity.OfProcess(pid, 12345, "boot"),
        "pid:[4026531836]",
        "c00k1e",
        OptionalLong.of(99),
        "/usr/bin/nginx",
        pid,
        1000);
  }

  static Fingerprint host(long pid) {
    return process(pid);
  }
}
