/// Metrics for any registry of Micrometer, be it of Prometheus, OTLP or JMX:
///
/// ```
/// new ProcessMetrics(processes).bindTo(registry);
/// ```
///
/// In Spring Boot a bean of that class is enough.
///
/// | meter | kind | tags | what |
/// |---|---|---|---|
/// | `processes` | gauge | `state` | how many processes are in which state |
/// | `processes.health` | gauge | `health` | how many are how, by their checks |
/// | `processes.critical.down` | gauge | | how many are critical and not healthy |
/// | `processes.launches` | counter | | how many launches were begun |
/// | `processes.runs` | timer | `cause` | how many runs have ended why, and how long they took |
/// | `processes.restarts` | counter | `process` | how many restarts were decided on |
///
/// Only restarts are counted for each process: whoever is restarted was given a name, while any
/// number of processes may run once each, and every value of a tag is kept for good.
package dev.processmanager.examples.metrics;
