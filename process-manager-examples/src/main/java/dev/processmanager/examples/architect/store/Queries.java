package dev.processmanager.examples.architect.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads, the newest first.
final class Queries {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private static final String EVENTS =
      """
      SELECT coalesce(service_id, json_extract(details, '$.service'), 'supervisor') AS service,
        event_type, timestamp, message, details
      FROM supervisor_events
      """;

  private static final String NEWEST = "ORDER BY timestamp DESC, id DESC LIMIT ";

  private static final String OF_SERVICE =
      """
      WHERE service_id = ?1 OR (service_id IS NULL
        AND coalesce(json_extract(details, '$.service'), 'supervisor') = ?1)
      """;

  private static final String SAMPLES =
      """
      SELECT service_id, timestamp, cpu_percent, memory_mb, health_status, response_time_ms
      FROM supervisor_metrics WHERE service_id = ?1
      """;

  private Queries() {}

  static List<ServiceEvent> events(Connection connection, Optional<String> service, int limit)
      throws SQLException, JsonProcessingException {
    String sql = EVENTS + (service.isPresent() ? OF_SERVICE : "") + NEWEST + limit;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (service.isPresent()) {
        statement.setString(1, service.get());
      }
      try (ResultSet row = statement.executeQuery()) {
        List<ServiceEvent> found = new ArrayList<>();
        while (row.next()) {
          found.add(event(row));
        }
        return found;
      }
    }
  }

  private static ServiceEvent event(ResultSet row) throws SQLException, JsonProcessingException {
    return new ServiceEvent(
        Instant.parse(row.getString("timestamp")),
        row.getString("service"),
        row.getString("event_type"),
        row.getString("message"),
        JSON.readValue(row.getString("details"), DETAILS));
  }

  static List<Sample> samples(Connection connection, String service, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SAMPLES + NEWEST + limit)) {
      statement.setString(1, service);
      try (ResultSet row = statement.executeQuery()) {
        List<Sample> found = new ArrayList<>();
        while (row.next()) {
          found.add(sample(row));
        }
        return found;
      }
    }
  }

  private static Sample sample(ResultSet row) throws SQLException {
    double milliseconds = row.getDouble("response_time_ms");
    OptionalDouble responseTime =
        row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(milliseconds);
    return new Sample(
        row.getString("service_id"),
        Instant.parse(row.getString("timestamp")),
        row.getDouble("cpu_percent"),
        row.getDouble("memory_mb"),
        row.getString("health_status"),
        responseTime);
  }
}
