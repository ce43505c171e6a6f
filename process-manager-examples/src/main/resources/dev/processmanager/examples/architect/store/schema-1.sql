CREATE TABLE IF NOT EXISTS supervisor_services (
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  description    TEXT,
  state          TEXT NOT NULL DEFAULT 'stopped',
  pid            INTEGER,
  port           INTEGER,
  start_time     TEXT,
  uptime_seconds INTEGER NOT NULL DEFAULT 0,
  restart_count  INTEGER NOT NULL DEFAULT 0,
  last_restart   TEXT,
  priority       INTEGER NOT NULL DEFAULT 999,
  critical       INTEGER NOT NULL DEFAULT 0,
  auto_restart   INTEGER NOT NULL DEFAULT 1,
  created_at     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE IF NOT EXISTS supervisor_metrics (
  id               INTEGER PRIMARY KEY,
  service_id       TEXT NOT NULL REFERENCES supervisor_services (id) ON DELETE CASCADE,
  timestamp        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  cpu_percent      REAL NOT NULL,
  memory_mb        REAL NOT NULL,
  health_status    TEXT NOT NULL,
  response_time_ms REAL
);

-- What happens to the supervisor itself has no service.
CREATE TABLE IF NOT EXISTS supervisor_events (
  id         INTEGER PRIMARY KEY,
  service_id TEXT REFERENCES supervisor_services (id) ON DELETE CASCADE,
  event_type TEXT NOT NULL,
  timestamp  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  message    TEXT,
  details    TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS health_alerts (
  id         INTEGER PRIMARY KEY,
  service_id TEXT REFERENCES supervisor_services (id) ON DELETE CASCADE,
  level      TEXT NOT NULL,
  message    TEXT NOT NULL,
  timestamp  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE INDEX IF NOT EXISTS supervisor_services_state ON supervisor_services (state);
CREATE INDEX IF NOT EXISTS supervisor_metrics_service ON supervisor_metrics (service_id, timestamp);
CREATE INDEX IF NOT EXISTS supervisor_metrics_timestamp ON supervisor_metrics (timestamp);
CREATE INDEX IF NOT EXISTS supervisor_events_service ON supervisor_events (service_id, timestamp);
CREATE INDEX IF NOT EXISTS supervisor_events_timestamp ON supervisor_events (timestamp);
CREATE INDEX IF NOT EXISTS health_alerts_service ON health_alerts (service_id, timestamp);
CREATE INDEX IF NOT EXISTS health_alerts_timestamp ON health_alerts (timestamp);

PRAGMA user_version = 1;
