/// Pure decisions about what follows when a process has ended.
@NullMarked
package dev.processmanager.restart;

import org.jspecify.annotations.NullMarked;
