package dev.processmanager.examples.architect.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sqlite.SQLiteErrorCode;

/// Writes into an open transaction.
final class Rows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SERVICE =
      """
      INSERT INTO supervisor_services (id, name, description, state, pid, port, start_time,
        uptime_seconds, restart_count, last_restart, priority, critical, auto_restart, updated_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      ON CONFLICT (id) DO UPDATE SET name = ?2, description = ?3, state = ?4, pid = ?5, port = ?6,
        start_time = ?7, uptime_seconds = ?8, restart_count = ?9, last_restart = ?10,
        priority = ?11, critical = ?12, auto_restart = ?13, updated_at = ?14
      """;

  private static final String FORGET_SERVICES =
      "DELETE FROM supervisor_services WHERE id NOT IN (SELECT value FROM json_each(?1))";

  /// An event of a service that is no longer known is kept as one of the supervisor.
  private static final String EVENT =
      """
      INSERT INTO supervisor_events (service_id, event_type, timestamp, message, details)
      SELECT known.id, ?2, ?3, ?4,
        iif(known.id IS NULL AND ?1 <> 'supervisor', json_set(?5, '$.service', ?1), ?5)
      FROM (SELECT 1) LEFT JOIN supervisor_services AS known ON known.id = ?1
      """;

  private static final String ALERT =
      """
      INSERT INTO health_alerts (service_id, level, message, timestamp)
      VALUES ((SELECT id FROM supervisor_services WHERE id = ?1), ?2, ?3, ?4)
      """;

  private static final String SAMPLE =
      """
      INSERT INTO supervisor_metrics
        (service_id, timestamp, cpu_percent, memory_mb, health_status, response_time_ms)
      SELECT id, ?2, ?3, ?4, ?5, ?6 FROM supervisor_services WHERE id = ?1
      """;

  private final Connection connection;
  private int refused;

  Rows(Connection connection) {
    this.connection = connection;
  }

  /// How many rows the database would not have, whatever the circumstances.
  int write(Services services, Batch batch) throws SQLException {
    if (services.known().isPresent()) {
      run(FORGET_SERVICES, json(services.known().get()));
    }
    each(SERVICE, services.views(), Rows::columns);
    each(EVENT, batch.events(), Rows::columns);
    each(ALERT, batch.alerts(), Rows::columns);
    each(SAMPLE, batch.samples(), Rows::columns);
    if (batch.expiry().isPresent()) {
      expire(batch.expiry().get());
    }
    return refused;
  }

  private void expire(Batch.Expiry expiry) throws SQLException {
    String samples = Schema.text(expiry.samples());
    String events = Schema.text(expiry.events());
    run("DELETE FROM supervisor_metrics WHERE timestamp < ?1", samples);
    run("DELETE FROM supervisor_events WHERE timestamp < ?1", events);
    run("DELETE FROM health_alerts WHERE timestamp < ?1", events);
  }

  private interface Columns<T> {
    Object[] of(T row);
  }

  private <T> void each(String sql, Collection<T> rows, Columns<T> columns) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        add(statement, columns.of(row));
      }
    }
  }

  private void add(PreparedStatement statement, Object[] columns) throws SQLException {
    for (int i = 0; i < columns.length; i++) {
      statement.setObject(i + 1, columns[i]);
    }
    try {
      statement.executeUpdate();
    } catch (SQLException failure) {
      if (!Trouble.is(failure, SQLiteErrorCode.SQLITE_CONSTRAINT)) {
        throw failure;
      }
      refused++;
    }
  }

  private void run(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      statement.executeUpdate();
    }
  }

  private static Object[] columns(ServiceView view) {
    return new Object[] {
      view.id(),
      view.name(),
      view.description(),
      view.state(),
      nullable(view.pid()),
      nullable(view.port()),
      view.startedAt().map(Schema::text).orElse(null),
      view.uptimeSeconds(),
      view.restarts(),
      view.lastRestart().map(Schema::text).orElse(null),
      view.priority(),
      view.critical(),
      view.autoRestart(),
      Schema.text(Instant.now())
    };
  }

  private static Object[] columns(ServiceEvent event) {
    return new Object[] {
      event.service(), event.type(), Schema.text(event.at()), event.message(), json(event.details())
    };
  }

  private static Object[] columns(Alert alert) {
    return new Object[] {alert.service(), alert.level(), alert.message(), Schema.text(alert.at())};
  }

  private static Object[] columns(Sample sample) {
    return new Object[] {
      sample.service(),
      Schema.text(sample.at()),
      sample.cpuPercent(),
      sample.memoryMb(),
      sample.healthStatus(),
      nullable(sample.responseTimeMs())
    };
  }

  private static Object nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Object nullable(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Object nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
