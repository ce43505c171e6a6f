package dev.processmanager.examples.pctl;

/// What one streamer does.
///
/// @param file the log that it follows
/// @param endpoint where it posts the lines
record Profile(String file, String endpoint) {}
