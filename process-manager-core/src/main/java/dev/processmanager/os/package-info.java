/// What only the operating system knows: starting children, their identity, their descendants,
/// their end. Not exported.
@NullMarked
package dev.processmanager.os;

import org.jspecify.annotations.NullMarked;
