/// Java functions on virtual threads of this JVM as launchers.
///
/// An [AsyncTask] gives a value, an [AsyncAction] none. Both learn from their [TaskContext] when
/// they are to end, and are interrupted then. They can be asked, but not forced: nothing ends a
/// thread that does not want to.
@NullMarked
package dev.processmanager.task;

import org.jspecify.annotations.NullMarked;
