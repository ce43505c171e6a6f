package dev.processmanager.supervise;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;

/// One answer of a health check, as told by [ManagedProcess#healthHistory()]. Immutable.
///
/// @param at when it came, by the wall clock
/// @param generation the incarnation it is about
/// @param role what the check is for
/// @param responseTime how long it took; for one that did not come in time, how long it was waited
///     for
/// @param result the answer; a long reason is cut off
/// @param consecutiveFailures how many failures in a row this check has now; an inconclusive answer
///     changes nothing
public record HealthRecord(
    Instant at,
    int generation,
    HealthCheck.Role role,
    Duration responseTime,
    ProbeResult result,
    int consecutiveFailures) {}
