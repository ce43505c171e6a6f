/// An application without a container:
///
/// ```
/// bin/run embedding.plain.ReportApplication [DIRECTORY [PORT]]
/// ```
///
/// One class owns the [dev.processmanager.ProcessManager]: it makes it, gives it to the services
/// and closes it. Whoever ends the program needs nothing more. At the end of the JVM, be it by
/// Ctrl+C or `System.exit`, a manager that is still open closes itself, and the JVM waits for that.
/// If the JVM is killed, nothing that is not `detached()` outlives it, on Linux.
package dev.processmanager.examples.embedding.plain;
