package dev.processmanager.examples.architect;

import java.time.Instant;
import java.util.OptionalDouble;

/// One measurement of a service.
///
/// @param cpuPercent of one processor; may be above 100
/// @param healthStatus `none`, `starting`, `healthy` or `unhealthy`
/// @param responseTimeMs what the last health check took; empty if there is none
public record Sample(
    String service,
    Instant at,
    double cpuPercent,
    double memoryMb,
    String healthStatus,
    OptionalDouble responseTimeMs) {}
