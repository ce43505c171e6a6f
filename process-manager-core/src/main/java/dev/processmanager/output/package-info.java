/// What a child prints: lines, where they go, and how to read the recent ones again.
@NullMarked
package dev.processmanager.output;

import org.jspecify.annotations.NullMarked;
