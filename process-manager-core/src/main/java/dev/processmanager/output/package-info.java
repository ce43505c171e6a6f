/// What a child prints: lines, where they go, and how to read the recent ones again.
///
/// An [OutputSink] takes it as it comes, a log file with a [Rotation] among them. An [Output]
/// gives back the last lines, and follows those that come.
@NullMarked
package dev.processmanager.output;

import org.jspecify.annotations.NullMarked;
