/// Operating-system commands as launchers.
@NullMarked
package dev.processmanager.command;

import org.jspecify.annotations.NullMarked;
