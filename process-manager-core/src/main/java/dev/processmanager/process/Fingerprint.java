package dev.processmanager.process;

import java.util.OptionalLong;

/// What is recorded of a process of the operating system, so that another host can tell it from a
/// stranger that has its number by then. Immutable.
///
/// @param process its number, start and boot
/// @param namespace the name space in which its number is valid; empty where there are none
/// @param cookie the variable that marks it and whatever came from it, as `NAME=value`; empty if it
///     was given none. A process may erase it, so that a missing one proves nothing
/// @param pidfdInode what no other process of this boot has; empty where the system does not tell
/// @param executable the file it executes; empty if that could not be read
/// @param session the number of its session, negative if that could not be read
/// @param user the number of the user it belongs to, negative if that could not be read
public record Fingerprint(
    Identity.OfProcess process,
    String namespace,
    String cookie,
    OptionalLong pidfdInode,
    String executable,
    long session,
    long user) {

  /// {@return a process of which no more is known than who it is}
  ///
  /// @param process number, start and boot
  /// @param cookie its mark, as `NAME=value`; empty for none
  public static Fingerprint of(Identity.OfProcess process, String cookie) {
    return new Fingerprint(process, "", cookie, OptionalLong.empty(), "", -1, -1);
  }
}
