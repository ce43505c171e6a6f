/// What is remembered about processes, in memory or in a file that outlives this JVM.
///
/// A [Registry] holds an [Entry] for each process and a [SessionEntry] for each session. It
/// remembers facts and decides nothing: each change is a [Patch] of one of them, which is refused
/// if what it relies on is no longer so. Many hosts may write one file, and lose nothing of each
/// other's.
///
/// The file is JSON with one line for each entry and a checksum in each line. It is replaced as a
/// whole, and of a damaged one every line that is intact comes back: see [RegistryDamage].
@NullMarked
package dev.processmanager.registry;

import org.jspecify.annotations.NullMarked;
