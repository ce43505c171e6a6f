package dev.processmanager.process;

/// What is known about whether a recorded process is the one that lives now.
public enum Verdict {
  /// It is the same process: it may be signalled.
  SAME,
  /// It has ended: it may be forgotten.
  DEAD,
  /// Another process has its number: it may be forgotten, never signalled.
  REUSED,
  /// Cannot be told: neither signal nor forget it.
  UNKNOWN
}
