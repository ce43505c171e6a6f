package dev.processmanager.examples.pctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.processmanager.restart.Backoff;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Follows a log and posts its lines, in order and in batches, to an HTTP endpoint, until its JVM
/// is asked to end. Notes after each batch how far it has come, and begins there the next time: no
/// line is left out, and after a hard end those of one batch may be posted twice.
final class Streamer {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LAST_BATCH = Duration.ofSeconds(3);
  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);
  private static final Backoff BACKOFF =
      Backoff.exponential(Duration.ofMillis(200), 2).max(Duration.ofSeconds(30)).jitter(0.2);

  private final Endpoint endpoint;
  private final Path places;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private long posted;
  private Instant nextReport = Instant.MIN;
  private boolean isCutOff;

  Streamer(Endpoint endpoint, Path places) {
    this.endpoint = endpoint;
    this.places = places;
  }

  /// Streams in this JVM.
  ///
  /// @param file the log
  /// @param uri where its lines are posted
  /// @param places the file that says how far it was streamed before
  static void run(String profile, String file, String uri, String places)
      throws IOException, InterruptedException {
    Path log = Path.of(file);
    Optional<Place> reached = reached(Path.of(places));
    try (var endpoint = new Endpoint(URI.create(uri), profile, file);
        var tail = new LogTail(log, reached)) {
      var streamer = new Streamer(endpoint, Path.of(places));
      Runtime.getRuntime().addShutdownHook(new Thread(streamer::stop));
      say(
          "%s streams %s to %s from byte %,d",
          name(ProcessHandle.current().pid()), file, uri, reached.map(Place::offset).orElse(0L));
      streamer.stream(tail);
    }
  }

  /// Who says in its log that it streams; one before it may have said so, too.
  static String name(long pid) {
    return "PID " + pid;
  }

  private static Optional<Place> reached(Path places) throws IOException {
    try {
      return Json.read(places, Place.class);
    } catch (JsonProcessingException damaged) {
      say("%s cannot be read, so that the log is streamed from its beginning", places);
      return Optional.empty();
    }
  }

  void stream(LogTail tail) throws IOException, InterruptedException {
    try {
      while (!isStopped(Duration.ZERO)) {
        Optional<LogTail.Batch> batch = tail.next();
        if (batch.isEmpty()) {
          isStopped(LOOK_AGAIN);
        } else if (deliver(batch.get().lines())) {
          Json.write(places, batch.get().end());
          report();
        }
      }
      say("Ends. Lines posted: %,d", posted);
    } finally {
      ended.countDown();
    }
  }

  /// Lets the batch that is under way be posted and noted.
  void stop() {
    stopping.countDown();
    try {
      ended.await(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /// {@return whether it is done with these lines; not if it was asked to end before}
  private boolean deliver(List<LogTail.LogLine> lines) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Endpoint.Reply reply = endpoint.post(lines);
      switch (reply.answer()) {
        case ACCEPTED -> {
          accepted(lines.size());
          return true;
        }
        case REFUSED -> {
          return deliverWithoutWhatIsRefused(lines, reply.reason());
        }
        case NOT_NOW -> {
          cutOff(reply.reason());
          if (isStopped(BACKOFF.delay(attempt, ThreadLocalRandom.current()))) {
            return false;
          }
        }
      }
    }
  }

  /// One line that nobody takes must not hold back all others.
  private boolean deliverWithoutWhatIsRefused(List<LogTail.LogLine> lines, String reason)
      throws InterruptedException {
    if (lines.size() == 1) {
      say("Leaves out the line at byte %,d: %s", lines.getFirst().offset(), reason);
      return true;
    }
    int half = lines.size() / 2;
    return deliver(lines.subList(0, half)) && deliver(lines.subList(half, lines.size()));
  }

  private void accepted(int lines) {
    posted += lines;
    if (isCutOff) {
      isCutOff = false;
      say("Can post again");
    }
  }

  private void cutOff(String reason) {
    if (!isCutOff) {
      isCutOff = true;
      say("Cannot post, and tries again: %s", reason);
    }
  }

  private void report() {
    if (Instant.now().isAfter(nextReport)) {
      nextReport = Instant.now().plus(BETWEEN_REPORTS);
      say("Lines posted: %,d", posted);
    }
  }

  private boolean isStopped(Duration wait) throws InterruptedException {
    return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void say(String format, Object... args) {
    IO.println(Instant.now() + "  " + format.formatted(args));
  }
}
