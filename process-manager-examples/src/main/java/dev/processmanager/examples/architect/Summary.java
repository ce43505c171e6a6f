package dev.processmanager.examples.architect;

import java.util.List;
import java.util.Map;

/// Everything in a few numbers.
///
/// @param states how many services are in each state
/// @param criticalDown ids of the critical services that should run and do not, or are unhealthy
public record Summary(
    int total,
    int enabled,
    int healthy,
    int unhealthy,
    Map<String, Integer> states,
    List<String> criticalDown,
    long uptimeSeconds,
    long pid) {}
