/// The front door: [dev.processmanager.ProcessManager] and what it hands out.
@NullMarked
package dev.processmanager;

import org.jspecify.annotations.NullMarked;
