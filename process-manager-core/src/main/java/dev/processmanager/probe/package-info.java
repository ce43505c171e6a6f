/// Questions whose answers tell how healthy a process is.
@NullMarked
package dev.processmanager.probe;

import org.jspecify.annotations.NullMarked;
