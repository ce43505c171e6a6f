/// The one concept everything builds on: a [Launcher] starts an [Execution], which ends exactly
/// once with an [Exit], and can be asked, and then forced, to end.
///
/// A command, a function in a child JVM and a task on a virtual thread are launchers. Whatever
/// else is one can be looked after, or used as a probe or as the action of a [StopPlan], in the
/// same way. What a launch is told comes in a [LaunchContext], what a run gives in a
/// [ProcessResult], and what a stop has done in a [StopReport]. What a kind cannot do shows as
/// data that is empty, not as a failure.
///
/// Failures are a [ProcessException], with a subclass for each thing that they may speak of.
@NullMarked
package dev.processmanager.process;

import org.jspecify.annotations.NullMarked;
