package dev.processmanager.process;

import java.util.OptionalLong;

/// Who an execution is, so that it can be told from a stranger with the same number. Immutable.
public sealed interface Identity {

  /// A process of the operating system.
  ///
  /// @param pid its number, which the system uses again after its end
  /// @param startTicks when it started: on Linux clock ticks since boot, elsewhere milliseconds
  ///     since 1970; -1 where that cannot be told
  /// @param bootId the boot it belongs to; empty where the system has no such id
  record OfProcess(long pid, long startTicks, String bootId) implements Identity {}

  /// Work inside this JVM.
  ///
  /// @param name the name of its thread
  record InThisJvm(String name) implements Identity {}

  /// {@return the process id, if it is a process}
  default OptionalLong processId() {
    return this instanceof OfProcess process
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }
}
