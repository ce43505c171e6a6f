/// What a `supervisor_config.json` may say. Reading is strict: whatever is not understood is told
/// with its place, all of it at once, since a key that is silently ignored is a service that is not
/// looked after as its owner believes.
///
/// Times are in seconds and may have a fraction; paths begin in the directory of the file. What
/// stands behind a key is its default.
///
/// # `version`
///
/// `"1.0"`
///
/// # `global`
///
/// - `check_interval` 30: how often a service is checked that does not say it
/// - `restart_delay` 5, `max_restart_attempts` 3: for services without a `restart_policy`
/// - `log_directory` `logs`, `pid_directory` `run`, `database` `data/architect.db`
/// - `api_port` 9001: on the loopback; 0 for any that is free
///
/// The last four change only when the daemon is started anew.
///
/// # `services`, by id
///
/// - `enabled` true: started with the daemon; otherwise only by hand
/// - `priority` 999: lower starts first
/// - `critical` false: the whole is down without it, so whatever is wrong with it is told at once
/// - `name` (the id), `description`
/// - `command` (needed): a program on the PATH, or a path that begins in the working directory
/// - `args`, `working_directory` (that of the file), `environment`
/// - `port`: the service finds it in the variable `PORT`
/// - `health_check`: see below; without it, whoever runs is taken to be well
/// - `auto_restart` true: restarted when it has failed or is not healthy
/// - `restart_on_exit` false: restarted also when it has ended well
/// - `restart_policy`: `max_retries` 5, `retry_delay` 10, `backoff_multiplier` 2, `max_backoff` 300
/// - `resource_limits`: `max_memory_mb`, `max_cpu_percent` (of one processor); above them, there is
///   a warning
/// - `graceful_shutdown`: `enabled` true (otherwise it is killed at once), `timeout` 30,
///   `signal` SIGTERM
/// - `dependencies`: ids of services that have to be well before
/// - `groups`: names for several services
///
/// # `health_check`
///
/// - `type` (needed)
///   - `http`: `endpoint` (needed), an address or a path on the port; `expected_status` 200;
///     `expected_content`, a part of the body
///   - `tcp`: `host` 127.0.0.1, `port` (that of the service)
///   - `process`: whether it lives
///   - `script`: `command` (needed), for the shell, which ends with 0 if all is well
/// - `interval` (`check_interval`), `timeout` 10 (`tcp`: 5), `max_failures` 3 in a row
/// - `fallback_check`: another check, which is asked when the answer of the first is not good
///
/// # `notifications`
///
/// - `webhook_url`: gets `{"alerts": [{"at", "service", "level", "message"}]}` by POST
/// - `command`: for the shell, with `ALERT_SERVICE`, `ALERT_LEVEL`, `ALERT_COUNT`, `ALERT_MESSAGE`
/// - `log` true: lines with `ALERT` in `process_supervisor.log`
/// - `minimum_level` `warning`, or `info`, or `critical`
/// - `rate_limit` 300: how long nobody hears of the same service again, unless it is critical
///
/// # `monitoring`
///
/// - `metrics_interval` 30: how often each service is measured, and compared with its limits
/// - `metrics_retention_days` 7, `events_retention_days` 30
///
/// # Reloading
///
/// Services that are new are started, those that are gone are stopped, and the others go on. One
/// that has changed is restarted if the change is about what runs, its check, its limits, its end
/// or `auto_restart`: these belong to a process from its beginning. Another name, priority or
/// group, or another `restart_policy`, takes no restart.
package dev.processmanager.examples.architect.config;
