/// Java functions and main classes in child JVMs as launchers.
///
/// A [JvmTask] gives a value, a [JvmAction] gives none, a [JvmFunction] is made by name in the
/// child, and a [JvmMain] is a program. The child has the class path and modules of its host.
/// Statics are not shared; what a lambda captures, and what it gives, is copied, and so must be
/// serialisable.
///
/// [JvmOptions] say how the JVM is started. A [JvmPool] keeps some of them, for tasks that must
/// not wait for one to start.
///
/// What a task throws comes back as a [RemoteException] with the trace of the other JVM. Where a
/// JVM ends without an answer, an exception of its own says why: by `System.exit`, by a signal,
/// by a crash, for want of memory, or at a time limit.
@NullMarked
package dev.processmanager.jvm;

import org.jspecify.annotations.NullMarked;
