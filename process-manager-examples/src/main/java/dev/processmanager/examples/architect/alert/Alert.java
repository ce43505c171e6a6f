package dev.processmanager.examples.architect.alert;

import dev.processmanager.examples.architect.config.Level;
import java.time.Instant;

/// Something that somebody may have to know.
///
/// @param urgent whether it is told at once, however much was told before
public record Alert(Instant at, String service, Level level, boolean urgent, String message) {}
