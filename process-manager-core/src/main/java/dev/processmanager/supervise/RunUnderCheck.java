package dev.processmanager.supervise;

import dev.processmanager.probe.ProbeContext;
import dev.processmanager.process.Execution;
import dev.processmanager.time.TimeSource;

/// What the probes of one incarnation are told.
record RunUnderCheck(String id, int generation, Execution execution, TimeSource time)
    implements ProbeContext {}
