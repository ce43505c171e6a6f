/// The front door: [ProcessManager] and what it hands out.
///
/// A host builds one manager, runs something once with it by `run…`, or starts something in the
/// background by `start…` and gets a handle for it:
///
/// ```java
/// try (ProcessManager pm = ProcessManager.create()) {
///   String branch = pm.runCli("git", "branch", "--show-current").join().orThrow().stdout();
///   ManagedProcess web = pm.startCliBackground(Command.of("./web"), as -> as.id("web")).join();
/// }
/// ```
///
/// Everything that may wait returns a future. What is in the background is known by an id within
/// a scope: methods of [ProcessManager] with an id mean the global one, a [ProcessScope] any
/// other, and a [Session] is a scope whose processes end with it. [ProcessFilter] selects from
/// what is known, and [HealthSummary] sums it up.
///
/// What fails later than the call does so in the future, with a subclass of
/// [dev.processmanager.process.ProcessException]. No parameter and no result of any package is
/// null, nor may it be, unless its type says `@Nullable`; what may be missing is an `Optional`.
///
/// All else is in packages of their own: what can be run in
/// [command][dev.processmanager.command], [jvm][dev.processmanager.jvm] and
/// [task][dev.processmanager.task], and what is said about it in
/// [supervise][dev.processmanager.supervise], [restart][dev.processmanager.restart],
/// [probe][dev.processmanager.probe] and [registry][dev.processmanager.registry]. All build on one
/// concept, which is in [process][dev.processmanager.process].
@NullMarked
package dev.processmanager;

import org.jspecify.annotations.NullMarked;
