package dev.processmanager.examples.architect.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What a database of this program looks like. Its version is the `user_version` of the file.
final class Schema {

  static final int VERSION = 1;

  /// Always as long, so that the order of texts is that of times.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Schema() {}

  static String text(Instant time) {
    return TIME.format(time);
  }

  static int version(Connection connection) throws SQLException {
    return Integer.parseInt(single(connection, "PRAGMA user_version"));
  }

  /// Makes what is missing. A database of a newer program is left alone.
  static void prepare(Connection connection) throws SQLException, IOException {
    int found = version(connection);
    if (found > VERSION) {
      throw new SQLException("it has version " + found + ", which a newer program has made");
    }
    if (found < VERSION) {
      try (Statement statement = connection.createStatement();
          InputStream script = Schema.class.getResourceAsStream("schema-" + VERSION + ".sql")) {
        statement.executeUpdate(new String(script.readAllBytes(), UTF_8));
      }
    }
  }

  /// `ok`, or what is wrong with the pages of the file.
  static String integrity(Connection connection) throws SQLException {
    return single(connection, "PRAGMA quick_check(1)");
  }

  private static String single(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
