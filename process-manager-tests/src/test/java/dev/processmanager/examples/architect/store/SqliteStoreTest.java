package dev.processmanager.examples.architect.store;

import static dev.processmanager.examples.architect.store.Views.NOON;
import static dev.processmanager.examples.architect.store.Views.event;
import static dev.processmanager.examples.architect.store.Views.running;
import static dev.processmanager.examples.architect.store.Views.sample;
import static dev.processmanager.examples.architect.store.Views.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.examples.architect.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

  @TempDir Path directory;

  private Path file;
  private Store store;

  @BeforeEach
  void open() {
    file = directory.resolve("data/architect.db");
    store = SqliteStore.open(file, Views.limits(20_000));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theTablesHaveTheColumnsAndDefaultsThatAreDocumented() throws Exception {
    assertThat(columns("supervisor_services"))
        .containsExactly(
            "id null",
            "name null",
            "description null",
            "state 'stopped'",
            "pid null",
            "port null",
            "start_time null",
            "uptime_seconds 0",
            "restart_count 0",
            "last_restart null",
            "priority 999",
            "critical 0",
            "auto_restart 1",
            "created_at now",
            "updated_at now");
    assertThat(columns("supervisor_metrics"))
        .containsExactly(
            "id null",
            "service_id null",
            "timestamp now",
            "cpu_percent null",
            "memory_mb null",
            "health_status null",
            "response_time_ms null");
    assertThat(columns("supervisor_events"))
        .containsExactly(
            "id null",
            "service_id null",
            "event_type null",
            "timestamp now",
            "message null",
            "details '{}'");
    assertThat(columns("health_alerts"))
        .containsExactly(
            "id null", "service_id null", "level null", "message null", "timestamp now");
  }

  private List<String> columns(String table) throws SQLException {
    return Database.rows(
        file,
        "SELECT name || ' ' || iif(dflt_value LIKE 'strftime%', 'now', ifnull(dflt_value, 'null'))"
            + " FROM pragma_table_info('"
            + table
            + "')");
  }

  @Test
  void theFileIsItsOwnersAloneHasAVersionAWriteAheadLogAndIndices() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Database.rows(file, "PRAGMA user_version")).containsExactly("1");
    assertThat(Database.rows(file, "PRAGMA journal_mode")).containsExactly("wal");
    assertThat(
            Database.rows(
                file,
                "EXPLAIN QUERY PLAN SELECT * FROM supervisor_metrics WHERE service_id = 'a'"
                    + " ORDER BY timestamp DESC LIMIT 5"))
        .singleElement()
        .asString()
        .contains("USING INDEX supervisor_metrics_service");
    assertThat(
            Database.rows(
                file,
                "SELECT \"table\", \"from\", on_delete FROM"
                    + " pragma_foreign_key_list('supervisor_events')"))
        .containsExactly("supervisor_services|service_id|CASCADE");
    store.close();
    assertThat(SqliteStore.examine(file)).isEmpty();
  }

  @Test
  void servicesAreWhatTheirViewsSayAndThoseThatAreGoneAreForgotten() throws Exception {
    String query =
        "SELECT id, state, pid, port, start_time, uptime_seconds, restart_count,"
            + " last_restart, priority, critical, auto_restart FROM supervisor_services ORDER BY id";
    store.services(List.of(running("a", 4711), running("b", 4712)));
    store.event(event("b", 1));
    store.sample(sample("b", 1));
    store.close();
    assertThat(Database.rows(file, query))
        .containsExactly(
            "a|running|4711|8080|2026-03-01T12:00:00.250Z|60|2|2026-03-01T12:00:01.250Z|10|1|0",
            "b|running|4712|8080|2026-03-01T12:00:00.250Z|60|2|2026-03-01T12:00:01.250Z|10|1|0");
    List<String> born = Database.rows(file, "SELECT created_at FROM supervisor_services LIMIT 1");

    try (Store later = SqliteStore.open(file, Views.limits(20_000))) {
      later.services(List.of(running("a", 5000)));
      later.service(stopped("a"));
    }

    assertThat(Database.rows(file, query))
        .containsExactly("a|stopped|null|8080|null|60|2|null|10|1|0");
    assertThat(Database.rows(file, "SELECT created_at FROM supervisor_services")).isEqualTo(born);
    assertThat(Database.rows(file, "SELECT * FROM supervisor_events")).isEmpty();
    assertThat(Database.rows(file, "SELECT * FROM supervisor_metrics")).isEmpty();
  }

  @Test
  void eventsSamplesAndAlertsComeBackTheNewestFirst() throws Exception {
    store.services(List.of(running("a", 1), running("b", 2)));
    store.event(event("supervisor", 0));
    for (int i = 1; i <= 3; i++) {
      store.event(event("a", i));
      store.event(event("b", i));
      store.sample(sample("a", i));
    }
    store.sample(new Sample("b", NOON, 250, 1.5, "none", OptionalDouble.empty()));
    store.alert("a", "critical", "is down", NOON);
    store.close();

    assertThat(store.events(Optional.of("a"), 2)).containsExactly(event("a", 3), event("a", 2));
    assertThat(store.events(Optional.of("supervisor"), 9)).containsExactly(event("supervisor", 0));
    assertThat(store.events(Optional.empty(), 3))
        .containsExactly(event("b", 3), event("a", 3), event("b", 2));
    assertThat(store.samples("a", 2)).containsExactly(sample("a", 3), sample("a", 2));
    assertThat(store.samples("b", 9))
        .containsExactly(new Sample("b", NOON, 250, 1.5, "none", OptionalDouble.empty()));
    assertThat(Database.rows(file, "SELECT service_id, level, message FROM health_alerts"))
        .containsExactly("a|critical|is down");
  }

  @Test
  void anEventOfAServiceThatIsNotKnownIsKeptAndFound() {
    store.event(event("gone", 1));
    store.sample(sample("gone", 1));
    store.close();

    assertThat(store.events(Optional.of("gone"), 9))
        .singleElement()
        .satisfies(event -> assertThat(event.details()).containsEntry("service", "gone"));
    assertThat(store.samples("gone", 9)).isEmpty();
  }

  @Test
  void whatIsOlderThanItIsToBeKeptIsForgotten() throws Exception {
    store.services(List.of(running("a", 1)));
    for (int i = 1; i <= 4; i++) {
      store.event(event("a", i));
      store.sample(sample("a", i));
      store.alert("a", "warning", "no. " + i, NOON.plusSeconds(i));
    }
    store.forgetBefore(NOON.plusSeconds(4), NOON.plusSeconds(3));
    store.close();

    assertThat(store.samples("a", 9)).containsExactly(sample("a", 4));
    assertThat(store.events(Optional.of("a"), 9)).containsExactly(event("a", 4), event("a", 3));
    assertThat(Database.rows(file, "SELECT message FROM health_alerts"))
        .containsExactly("no. 3", "no. 4");
  }

  @Test
  void aRowThatNoDatabaseTakesHoldsUpNoOther() {
    store.services(List.of(running("a", 1)));
    store.sample(new Sample("a", NOON, Double.NaN, 1, "none", OptionalDouble.empty()));
    store.sample(sample("a", 1));
    store.close();

    assertThat(store.samples("a", 9)).containsExactly(sample("a", 1));
    assertThat(store.problem()).isEmpty();
  }

  @Test
  void manyThreadsWriteAndNothingIsLost() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 8)
          .forEach(
              n ->
                  threads.execute(
                      () ->
                          IntStream.range(0, 500)
                              .forEach(i -> store.event(event("supervisor", i)))));
    }
    store.close();

    assertThat(Database.rows(file, "SELECT count(*) FROM supervisor_events"))
        .containsExactly("4000");
  }

  @Test
  void readingWhatIsNotThereSaysSo() throws Exception {
    store.close();
    Files.delete(file);

    assertThatThrownBy(() -> store.events(Optional.empty(), 1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("architect.db cannot be read");
    assertThat(SqliteStore.examine(file)).get().asString().contains("cannot be read");
  }
}
