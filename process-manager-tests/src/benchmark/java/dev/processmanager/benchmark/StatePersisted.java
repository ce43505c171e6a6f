package dev.processmanager.benchmark;

import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// How long it takes until a change of state is in the registry's file.
final class StatePersisted {

  private static final int ENTRIES = 100;
  private static final int CHANGES = 500;
  private static final String WRITTEN = "process-manager, written";
  private static final String SYNCED = "process-manager, synced";
  private static final String BARE = "bare: temporary file, fsync, rename";
  private static final String MEASURE = "p50, µs";

  private StatePersisted() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "a change of state, persisted",
        "Microseconds until one of 100 entries is changed in the file, one change after the other: "
            + "until it is written, and until it is on the disk, beside a file of the same size "
            + "that is replaced with nothing around it.",
        2,
        quick ? 3 : 15,
        Stream.of(WRITTEN, SYNCED, BARE)
            .map(
                name ->
                    new Contestant(
                        name,
                        () ->
                            Forked.serving(
                                Forked.jvm(StatePersisted.class, List.of(), name), CHANGES)))
            .toList(),
        Yardstick.less(MEASURE, BARE),
        List.of(
            Target.medianAtMost(WRITTEN, MEASURE, 300)
                .knownMiss(
                    442,
                    "about 100 µs are system calls, 60 the hand-over between three threads, 80 the"
                        + " text; the rest is the file system, which slows down with the number of"
                        + " files that were deleted before; two hours before, with a file system half"
                        + " as fast again, it was 321"),
            Target.ratioAtMost(SYNCED, BARE, MEASURE, 2.5)
                .knownMiss(
                    2.75, "two hours before it was 1.90, on a file system half as fast again")));
  }

  private static final AtomicInteger GENERATIONS = new AtomicInteger(1);

  private interface Write {
    void once(int number) throws IOException;
  }

  public static void main(String[] args) throws Exception {
    Path directory = Registered.directory();
    Path file = directory.resolve("processes.json");
    try (Registry registry = Registry.file(file)) {
      Registered.fill(registry, ENTRIES);
      Write write =
          switch (args[0]) {
            case WRITTEN -> number -> put(registry, number);
            case SYNCED ->
                number -> {
                  put(registry, number);
                  registry.synced().join();
                };
            default -> bare(directory, Files.readAllBytes(file));
          };
      Server.serve(amount -> measured(amount, write));
    } finally {
      Registered.delete(directory);
    }
  }

  /// No entry goes back to an earlier generation.
  private static void put(Registry registry, int number) {
    int generation = GENERATIONS.incrementAndGet();
    registry
        .apply(new Patch.Put(Registered.entry("process-" + number % ENTRIES, generation)))
        .join();
  }

  private static Write bare(Path directory, byte[] bytes) {
    return number -> {
      Path temporary = directory.resolve(number + ".tmp");
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      Files.move(temporary, directory.resolve("bare"), StandardCopyOption.ATOMIC_MOVE);
    };
  }

  private static Measurement measured(long amount, Write write) throws IOException {
    double[] waits = new double[Math.toIntExact(amount)];
    for (int i = 0; i < waits.length; i++) {
      long begin = System.nanoTime();
      write.once(i);
      waits[i] = (System.nanoTime() - begin) / 1e3;
    }
    return Measurement.quantiles("µs", waits);
  }
}
