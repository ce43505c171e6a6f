package dev.processmanager.output;

import java.time.Instant;

/// One line that a process printed. Immutable.
///
/// @param source the stream it was printed on
/// @param text the line without its end (LF, CR or CRLF); a line longer than 65,536 characters
///     arrives in pieces of about that length
/// @param at when the host received it, by the wall clock
public record Line(Source source, String text, Instant at) {

  /// The two output streams of a process.
  public enum Source {
    /// Standard output; also standard error where the two were merged.
    STDOUT,
    /// Standard error.
    STDERR
  }
}
