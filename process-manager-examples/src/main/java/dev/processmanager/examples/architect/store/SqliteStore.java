package dev.processmanager.examples.architect.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps everything in one SQLite file that others may read meanwhile.
///
/// One thread writes, in batches. As long as the file cannot be written, rows wait in memory, up to
/// a limit beyond which the oldest samples are dropped first; the history says how many. A damaged
/// file is moved aside, a deleted one made anew.
///
/// Safe for use by many threads.
public final class SqliteStore implements Store {

  private static final Logger log = LoggerFactory.getLogger(SqliteStore.class);

  private final DatabaseFile file;
  private final Backlog backlog;
  private final Writer writer;
  private final Thread thread;
  private final Limits limits;

  private SqliteStore(DatabaseFile file, Backlog backlog, Limits limits) {
    this.file = file;
    this.backlog = backlog;
    this.limits = limits;
    this.writer = new Writer(file, backlog, limits);
    // Native code would hold on to the carrier of a virtual one.
    this.thread = Thread.ofPlatform().name("architect-store").daemon().unstarted(writer);
  }

  /// Never fails for what is wrong with the file: [#problem] tells, and it is tried again.
  public static SqliteStore open(Path file) {
    return open(file, Limits.DEFAULTS);
  }

  static SqliteStore open(Path path, Limits limits) {
    var store = new SqliteStore(new DatabaseFile(path), new Backlog(limits.rows()), limits);
    store.thread.start();
    try {
      store.writer.awaitFirstAttempt(limits.grace());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return store;
  }

  /// What is wrong with the database in this file, for which nothing is written; empty if it is
  /// sound.
  public static Optional<String> examine(Path path) {
    try (Connection connection =
        new DatabaseFile(path).openForReading(Limits.DEFAULTS.patience())) {
      int version = Schema.version(connection);
      String integrity = Schema.integrity(connection);
      if (!"ok".equals(integrity)) {
        return Optional.of("is damaged: " + integrity);
      }
      return version == Schema.VERSION
          ? Optional.empty()
          : Optional.of("has version " + version + " instead of " + Schema.VERSION);
    } catch (SQLException failure) {
      return Optional.of("cannot be read: " + failure.getMessage());
    }
  }

  @Override
  public void services(List<ServiceView> services) {
    backlog.services(services);
  }

  @Override
  public void service(ServiceView service) {
    backlog.service(service);
  }

  @Override
  public void event(ServiceEvent event) {
    backlog.event(event);
  }

  @Override
  public void sample(Sample sample) {
    backlog.sample(sample);
  }

  @Override
  public void alert(String service, String level, String message, Instant at) {
    backlog.alert(new Alert(service, level, message, at));
  }

  @Override
  public List<ServiceEvent> events(Optional<String> service, int limit) {
    return read(connection -> Queries.events(connection, service, limit));
  }

  @Override
  public List<Sample> samples(String service, int limit) {
    return read(connection -> Queries.samples(connection, service, limit));
  }

  private interface Query<T> {
    T in(Connection connection) throws SQLException, JsonProcessingException;
  }

  /// A connection for each, so that a damaged or deleted file harms no later query.
  private <T> T read(Query<T> query) {
    try (Connection connection = file.openForReading(Limits.DEFAULTS.patience())) {
      return query.in(connection);
    } catch (SQLException | JsonProcessingException failure) {
      if (Trouble.isDamage(failure)) {
        writer.doubt();
      }
      throw new StoreException(file.path() + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void forgetBefore(Instant samples, Instant events) {
    backlog.expire(new Batch.Expiry(samples, events));
  }

  @Override
  public Optional<String> problem() {
    return writer.problem();
  }

  @Override
  public void close() {
    writer.close();
    try {
      thread.join(limits.grace());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (backlog.size() > 0) {
      log.warn("{} lacks the last {} rows", file.path(), backlog.size());
    }
  }
}
