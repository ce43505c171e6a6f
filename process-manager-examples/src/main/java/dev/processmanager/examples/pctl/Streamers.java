package dev.processmanager.examples.pctl;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.output.Line;
import dev.processmanager.output.Rotation;
import dev.processmanager.output.Subscription;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The streamers of this user, whichever call of pctl has started them.
record Streamers(Home home, ProcessManager pm) {

  private static final String PREFIX = "elk-streamer-";
  private static final String FILE = "file";
  private static final String ENDPOINT = "endpoint";
  private static final JvmOptions SMALL = JvmOptions.defaults().heap("64m");
  private static final Rotation ROTATION = Rotation.of(1_000_000, 3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  static String id(String profile) {
    return PREFIX + profile;
  }

  static String name(String id) {
    return id.substring(PREFIX.length());
  }

  /// {@return the streamer, once it streams; the one that runs, if there is one}
  ManagedProcess start(String name, Profile profile) {
    // A lambda takes along what it captures, so that is texts.
    String file = profile.file();
    String endpoint = profile.endpoint();
    String place = home.place(name).toString();
    Path log = home.log(name);
    ManagedProcess streamer =
        withPatience(
            () ->
                pm.startJvmBackground(
                    SMALL,
                    () -> Streamer.run(name, file, endpoint, place),
                    as ->
                        as.id(id(name))
                            .logFile(log, ROTATION)
                            .metadata(FILE, file)
                            .metadata(ENDPOINT, endpoint)
                            .detached()));
    awaitFirstWords(streamer);
    return streamer;
  }

  /// Another call may be starting the same, which then runs in a moment.
  private static ManagedProcess withPatience(Supplier<CompletableFuture<ManagedProcess>> start) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return start.get().join();
      } catch (CompletionException failure) {
        if (!(failure.getCause() instanceof DuplicateIdException)
            || System.nanoTime() - deadline > 0) {
          throw failure;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  /// A JVM that runs may still fail to begin.
  private static void awaitFirstWords(ManagedProcess streamer) {
    var words = new CompletableFuture<Void>();
    String name = Streamer.name(streamer.pid().orElse(-1)) + " ";
    Consumer<Line> listener =
        line -> {
          if (line.text().contains(name)) {
            words.complete(null);
          }
        };
    try (Subscription _ = streamer.output().follow(Integer.MAX_VALUE, listener)) {
      CompletableFuture.anyOf(words, streamer.exit())
          .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
  }

  Optional<ProcessStatus> status(String name) {
    return all().stream().filter(status -> status.id().equals(id(name))).findFirst();
  }

  List<ProcessStatus> all() {
    return pm.listProcesses().join().stream().filter(s -> s.id().startsWith(PREFIX)).toList();
  }

  /// What a streamer does, if pctl has started it.
  static Optional<Profile> profile(ProcessStatus status) {
    return Optional.ofNullable(status.metadata().get(FILE))
        .flatMap(
            file ->
                Optional.ofNullable(status.metadata().get(ENDPOINT))
                    .map(endpoint -> new Profile(file, endpoint)));
  }

  static boolean runs(ProcessStatus status) {
    return status.state() == ProcessState.RUNNING;
  }
}
