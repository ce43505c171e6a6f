/// Java functions in forked child JVMs: what users write, how it travels there and how what becomes
/// of it travels back.
@NullMarked
package dev.processmanager.jvm;

import org.jspecify.annotations.NullMarked;
