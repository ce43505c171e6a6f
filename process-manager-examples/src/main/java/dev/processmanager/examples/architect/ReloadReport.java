package dev.processmanager.examples.architect;

import java.util.List;

/// What a new configuration has led to; all lists hold ids of services.
///
/// @param problems what is wrong with the new configuration, each with its JSON path and line; if
///     there is one, nothing has been changed
public record ReloadReport(
    List<String> added,
    List<String> removed,
    List<String> changed,
    List<String> unchanged,
    List<String> problems) {}
