/// What runs in the JVM of a task, and the language in which it talks with its host, which knows
/// these classes, too.
///
/// A JVM is started for one task, so its time to the first answer counts: nothing here uses
/// lambdas, streams, string formats, loggers or object streams where it can do without. It knows
/// nothing but the platform.
package dev.processmanager.worker;
