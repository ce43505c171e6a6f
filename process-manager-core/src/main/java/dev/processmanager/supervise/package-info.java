/// Many executions in a row, looked after as one process.
///
/// A [ProcessSpec] says what to launch, under which id, and what to do when: restarts, checks,
/// limits, dependencies, a log file. Its start gives a [ManagedProcess], one handle over all
/// incarnations, whose [ProcessStatus] tells how it is now. Each change is a [ProcessEvent],
/// which a [ProcessListener] hears.
///
/// A process has a state, such as `RUNNING`, and a health, such as `UNHEALTHY`. What follows when
/// a run has ended, its restart policy decides; what a failing check leads to, the role of that
/// check. An operator's stop wins over all of them. Before each launch it is looked at what a
/// [Dependency] asks for, and while it runs at what [ResourceLimits] allow.
///
/// Several hosts may share a registry. Of a process that needs somebody to look after it, one of
/// them is the owner; each of them sees it, and may stop it.
///
/// Nothing here knows a kind of process, or an engine: [Supervision] is given both by its caller.
@NullMarked
package dev.processmanager.supervise;

import org.jspecify.annotations.NullMarked;
