package dev.processmanager.examples.architect.store;

import java.time.Instant;

record Alert(String service, String level, String message, Instant at) {}
