/// What a child JVM and its parent have in common: how calls and their outcomes look on the wire.
///
/// It runs in the child before anything of the user's does, so it uses `java.base` alone, and there
/// only what costs little when it is used first: no lambdas, no streams, no formats, no logging.
@NullMarked
package dev.processmanager.worker;

import org.jspecify.annotations.NullMarked;
