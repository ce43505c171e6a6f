/// Doubles for tests of your own: time that moves by hand, processes that follow a script.
@NullMarked
package dev.processmanager.testing;

import org.jspecify.annotations.NullMarked;
