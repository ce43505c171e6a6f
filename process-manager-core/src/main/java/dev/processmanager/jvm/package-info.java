/// Java functions and main classes in child JVMs as launchers.
@NullMarked
package dev.processmanager.jvm;

import org.jspecify.annotations.NullMarked;
