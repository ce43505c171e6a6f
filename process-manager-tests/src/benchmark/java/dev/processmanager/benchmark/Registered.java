package dev.processmanager.benchmark;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the workloads of the registry write, and where.
final class Registered {

  private Registered() {}

  /// A directory on the disk that everything else here is on, too.
  static Path directory() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "registry");
  }

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void fill(Registry registry, int entries) {
    CompletableFuture.allOf(
            IntStream.range(0, entries)
                .mapToObj(i -> registry.apply(new Patch.Put(entry("process-" + i, 1))))
                .toArray(CompletableFuture[]::new))
        .join();
    registry.synced().join();
  }

  /// As a detached process has it, with all that is known of it.
  static Entry entry(String id, int generation) {
    Instant now = Instant.now();
    var about =
        new Entry.About(
            ProcessKind.CLI_COMMAND,
            "nginx -g daemon off; -c /etc/nginx/" + id + ".conf",
            Optional.of(Path.of("/srv/www")),
            Optional.of(Path.of("/var/log", id + ".log")),
            true,
            Map.of("team", "edge"),
            now);
    boolean running = generation % 2 == 0;
    var progress =
        new Entry.Progress(
            running ? ProcessState.RUNNING : ProcessState.STARTING,
            generation,
            generation - 1,
            0,
            List.of(),
            Optional.of(new Exit.Exited(1)),
            Optional.of(now),
            now);
    var run = new Entry.Run("0123456789abcdef", Optional.of(process()), Optional.empty());
    return new Entry(
        new Entry.Key(Scope.global(), id),
        about,
        progress,
        Optional.of(run),
        Entry.Lease.none(),
        Entry.Desired.RUNNING);
  }

  private static Fingerprint process() {
    return new Fingerprint(
        new Identity.OfProcess(4711, 123_456, "0e6ba0a4-3a0c-4b3a-9d5f-7d5d0a4f2d55"),
        "pid:[4026531836]@1",
        "0123456789abcdef",
        OptionalLong.of(8_812),
        "/usr/sbin/nginx",
        4711,
        1000);
  }
}
