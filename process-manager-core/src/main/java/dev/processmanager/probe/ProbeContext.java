package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Whom a probe asks about: one incarnation of a process. Safe for use by many threads.
public interface ProbeContext {

  /// {@return the handle of the process}
  String id();

  /// {@return which incarnation it is, from 1}
  int generation();

  /// {@return the incarnation itself}
  Execution execution();

  /// {@return the clocks and timers to use}
  TimeSource time();

  /// {@return when the incarnation was launched, by the wall clock}
  Instant startedAt();

  /// {@return how long ago the last heartbeat of the incarnation or, before the first one, its
  /// launch was, by the monotonic clock}
  Duration silence();

  /// {@return what a probe needs in order to launch something of its own, which is no part of the
  /// process and not recorded; whoever launches it has to end it. [Probe#command] does}
  LaunchContext launchContext();

  /// Tells whether the incarnation has printed a line, since its launch if the probe names it as
  /// one of its [Probe#watchedLines()], otherwise since this was first asked.
  ///
  /// @param line what is to be found in it
  /// @return whether a complete line has matched
  boolean hasPrinted(Pattern line);
}
