/// What is remembered about processes, in memory or in a file that outlives this JVM.
@NullMarked
package dev.processmanager.registry;

import org.jspecify.annotations.NullMarked;
