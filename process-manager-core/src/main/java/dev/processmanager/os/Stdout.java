package dev.processmanager.os;

import java.nio.file.Path;

/// Where a child's output goes.
public sealed interface Stdout {

  /// To the host, through pipes.
  ///
  /// @param merged whether standard error goes where standard output goes
  /// @param receiver takes it
  record Piped(boolean merged, Receiver receiver) implements Stdout {}

  /// Both streams to the end of a file that exists; the child needs no host for that.
  record Appended(Path file) implements Stdout {}

  /// Where the host's own goes. Such a child stays in the host's session, too, since only the
  /// foreground of a terminal may use it.
  record Inherited() implements Stdout {}
}
