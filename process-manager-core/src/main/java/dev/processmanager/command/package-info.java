/// Commands of the operating system as launchers.
///
/// A [Command] says what to run, with which input, environment, limits and listeners; each of its
/// methods gives a changed copy. Arguments are handed over as they are: there is no shell unless
/// one is named. An [Adoption] is for what something else has started already: its launch takes
/// that over.
///
/// Both need an [Engine], of which there are two that do the same. A manager chooses one when it
/// is built.
@NullMarked
package dev.processmanager.command;

import org.jspecify.annotations.NullMarked;
