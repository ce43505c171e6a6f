package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.time.TimeSource;

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
}
