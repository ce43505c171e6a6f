/// Time as a value to pass in: the wall clock, the monotonic clock and timers behind one interface.
@NullMarked
package dev.processmanager.time;

import org.jspecify.annotations.NullMarked;
