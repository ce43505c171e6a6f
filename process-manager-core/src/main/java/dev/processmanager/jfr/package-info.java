/// Events for the flight recorder of the JDK.
@NullMarked
package dev.processmanager.jfr;

import org.jspecify.annotations.NullMarked;
