package dev.processmanager.probe;

import dev.processmanager.process.Execution;

/// Whom a probe asks about. Immutable.
///
/// @param id the handle of the process
/// @param generation its incarnation
/// @param execution the incarnation itself
public record ProbeContext(String id, int generation, Execution execution) {}
