/// Many executions in a row, looked after as one process.
@NullMarked
package dev.processmanager.supervise;

import org.jspecify.annotations.NullMarked;
