package dev.processmanager.examples.architect;

import java.time.Instant;
import java.util.Map;

/// Something that has happened to a service, or to the supervisor itself.
///
/// @param service the id of the service; `supervisor` for the daemon itself
/// @param type such as `state_changed`, `health_changed`, `exited`, `restart_scheduled`,
///     `limit_exceeded`, `alert`, `reloaded`
/// @param details what a program may want to know, by name
public record ServiceEvent(
    Instant at, String service, String type, String message, Map<String, String> details) {}
