package dev.processmanager.examples.architect.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. After any failure it opens the file anew, until it succeeds.
final class Writer implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  private final DatabaseFile file;
  private final Backlog backlog;
  private final Limits limits;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private Optional<Session> session = Optional.empty();
  private volatile boolean doubtful;
  private volatile Optional<String> problem = Optional.empty();

  /// @param identity of the file that has been opened, which may be deleted at any time
  private record Session(Connection connection, Optional<Object> identity) {}

  Writer(DatabaseFile file, Backlog backlog, Limits limits) {
    this.file = file;
    this.backlog = backlog;
    this.limits = limits;
  }

  Optional<String> problem() {
    return problem;
  }

  /// Lets the file be opened anew, which looks at all of it, before the next write.
  void doubt() {
    doubtful = true;
  }

  void awaitFirstAttempt(Duration limit) throws InterruptedException {
    tried.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Each of the remaining writes is tried once more.
  void close() {
    backlog.close();
    closing.countDown();
  }

  @Override
  public void run() {
    try {
      attempt(Batch.EMPTY);
      tried.countDown();
      Optional<Batch> next = backlog.take();
      while (next.isPresent() && succeeds(next.get())) {
        next = backlog.take();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  /// False if there is no time left to try again.
  private boolean succeeds(Batch batch) throws InterruptedException {
    boolean last = false;
    while (!attempt(batch)) {
      if (last) {
        return false;
      }
      last = closing.await(limits.pause().toMillis(), TimeUnit.MILLISECONDS);
    }
    return true;
  }

  private boolean attempt(Batch batch) {
    try {
      int refused = write(batch);
      if (refused > 0) {
        log.warn("{} does not take {} of what was to be written", file.path(), refused);
      }
      recovered();
      return true;
    } catch (SQLException | IOException | RuntimeException | LinkageError failure) {
      disconnect();
      failed(failure);
      return false;
    }
  }

  private int write(Batch batch) throws SQLException, IOException {
    boolean fresh = doubtful || batch.expiry().isPresent() || !isConnected();
    Connection connection = fresh ? connect() : session.orElseThrow().connection();
    // The driver's own transactions would begin, and lock, at the end of the one before.
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      int refused = new Rows(connection).write(backlog.takeServices(fresh), batch);
      statement.executeUpdate("COMMIT");
      return refused;
    }
  }

  private boolean isConnected() throws IOException {
    return session.isPresent() && session.get().identity().equals(file.identity());
  }

  private Connection connect() throws SQLException, IOException {
    disconnect();
    Connection connection = file.openForWriting(limits.patience());
    session = Optional.of(new Session(connection, file.identity()));
    if (!"ok".equals(Schema.integrity(connection))) {
      throw Trouble.damage();
    }
    Schema.prepare(connection);
    doubtful = false;
    return connection;
  }

  private void disconnect() {
    try {
      if (session.isPresent()) {
        session.get().connection().close();
      }
    } catch (SQLException failure) {
      log.debug("{} cannot be closed", file.path(), failure);
    }
    session = Optional.empty();
  }

  private void failed(Throwable failure) {
    String message = "%s cannot be written: %s".formatted(file.path(), Trouble.words(failure));
    if (problem.isEmpty()) {
      log.warn(message);
    }
    problem = Optional.of(message + "; rows dropped so far: " + backlog.dropped());
    if (Trouble.isDamage(failure)) {
      moveAside();
    }
  }

  private void moveAside() {
    try {
      Path kept = file.moveAside(Instant.now());
      log.warn("{} is damaged; it is kept as {}, and a new one is begun", file.path(), kept);
    } catch (IOException failure) {
      log.warn("{} is damaged and cannot be moved aside: {}", file.path(), failure.toString());
    }
  }

  private void recovered() {
    if (problem.isPresent()) {
      log.info("{} is written again; rows dropped so far: {}", file.path(), backlog.dropped());
    }
    problem = Optional.empty();
  }
}
