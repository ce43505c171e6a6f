/// What a `supervisor_config.json` may say. Reading is strict: whatever is not understood is told
/// with its place, all of it at once, since a key that is silently ignored is a service that is not
/// looked after as its owner believes.
///
/// Times are in seconds and may have a fraction; paths begin in the directory of the file.
///
/// - `version`: `"1.0"` - `global`: `check_interval` 30, `restart_delay` 5, `max_restart_attempts`
/// 3, `log_directory` `logs`, `pid_directory` `run`, `database` `data/architect.db`, `api_port`
/// 9001 (0: any free) - `services`, by id: - `enabled` true, `priority` 999 (lower starts first),
/// `critical` false, `name` (the id), `description` - `command` (needed), `args`,
/// `working_directory`, `environment`, `port` (which the service finds in the variable `PORT`) -
/// `health_check`: `type` `http` (`endpoint`, an address or a path on the port; `expected_status`
/// 200; `expected_content`), `tcp` (`host` 127.0.0.1, `port` of the service), `process`, or
/// `script` (`command`, for the shell); `interval` (`check_interval`), `timeout` 10 (tcp 5),
/// `max_failures` 3; `fallback_check`, which is asked when the answer is not good - `auto_restart`
/// true: restarted when it has failed or is not healthy; `restart_on_exit` false: also when it has
/// ended well - `restart_policy`: `max_retries` 5, `retry_delay` 10, `backoff_multiplier` 2,
/// `max_backoff` 300; without it, `restart_delay` and `max_restart_attempts` hold -
/// `resource_limits`: `max_memory_mb`, `max_cpu_percent` - `graceful_shutdown`: `enabled` true,
/// `timeout` 30, `signal` SIGTERM - `dependencies`, `groups` - `notifications`: `webhook_url`,
/// `command` (for the shell), `log` true, `minimum_level` `warning`, `rate_limit` 300 -
/// `monitoring`: `metrics_interval` 30, `metrics_retention_days` 7, `events_retention_days` 30
package dev.processmanager.examples.architect.config;
