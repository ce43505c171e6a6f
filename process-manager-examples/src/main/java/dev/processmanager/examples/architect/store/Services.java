package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.ServiceView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be said of services.
///
/// @param views the newest of each that has changed
/// @param known the ids of all there are; empty if nobody has told yet
record Services(List<ServiceView> views, Optional<Set<String>> known) {}
