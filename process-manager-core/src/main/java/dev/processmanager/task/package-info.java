/// Java functions on virtual threads of this JVM: what users write, and how a run of it is begun,
/// asked to end, and reported.
@NullMarked
package dev.processmanager.task;

import org.jspecify.annotations.NullMarked;
