/// Questions whose answers tell how healthy a process is.
///
/// A [Probe] asks one question and gives a [ProbeResult]. There are probes for HTTP, ports,
/// commands, lines of output and heartbeats; any function can be one, and they are put together
/// by `and`, `or` and `fallback`. A [HealthCheck] gives a probe its role and its rhythm: whether
/// a launch has succeeded, whether the process can serve, whether it is worth keeping.
@NullMarked
package dev.processmanager.probe;

import org.jspecify.annotations.NullMarked;
