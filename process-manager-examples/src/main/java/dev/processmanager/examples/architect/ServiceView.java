package dev.processmanager.examples.architect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One service as everybody outside the daemon sees it; a snapshot.
///
/// @param state `stopped`, `starting`, `running`, `stopping`, `failed`, `backoff` or `fatal`
/// @param health `none`, `starting`, `healthy` or `unhealthy`
/// @param startedAt when the present process started, empty if there is none
public record ServiceView(
    String id,
    String name,
    String description,
    boolean enabled,
    boolean critical,
    int priority,
    boolean autoRestart,
    List<String> groups,
    List<String> dependencies,
    String state,
    String health,
    OptionalLong pid,
    OptionalInt port,
    Optional<Instant> startedAt,
    long uptimeSeconds,
    int restarts,
    Optional<Instant> lastRestart,
    Optional<Instant> nextAttempt,
    Map<String, String> metadata) {}
