/// The one concept everything builds on: a [dev.processmanager.process.Launcher] starts an
/// [dev.processmanager.process.Execution], which ends exactly once with an
/// [dev.processmanager.process.Exit].
@NullMarked
package dev.processmanager.process;

import org.jspecify.annotations.NullMarked;
