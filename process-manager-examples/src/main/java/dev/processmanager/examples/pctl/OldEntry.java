package dev.processmanager.examples.pctl;

import dev.processmanager.process.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A name and a PID that were noted when there was no registry. A number alone proves nothing: once
/// its process has ended, the system gives it to another.
record OldEntry(String name, long pid) {

  /// The start of a process is known to the second.
  private static final Duration GRAIN = Duration.ofSeconds(2);

  /// What can be seen of who has the number now.
  ///
  /// @param started when it was started, if that can be told
  /// @param command its command line, empty if that cannot be read
  /// @param isOurs whether it belongs to this user
  record Seen(Optional<Instant> started, List<String> command, boolean isOurs) {

    static Seen of(ProcessHandle process) {
      ProcessHandle.Info info = process.info();
      return new Seen(
          info.startInstant(),
          info.arguments().map(List::of).orElse(List.of()),
          info.user().isPresent() && info.user().equals(ProcessHandle.current().info().user()));
    }
  }

  record Judgement(Verdict verdict, String reason) {}

  /// Whether who has the number is who was noted: only if he was there when it was written, and
  /// his command line says that he is a streamer, and which.
  ///
  /// @param process who has the number now, if anybody
  /// @param written when the file was last written
  Judgement judge(Optional<Seen> process, Instant written) {
    if (process.isEmpty()) {
      return new Judgement(Verdict.DEAD, "it has ended");
    }
    Seen seen = process.get();
    if (!seen.isOurs()) {
      return new Judgement(Verdict.UNKNOWN, "its number belongs to another user's process");
    }
    if (seen.started().isEmpty()) {
      return new Judgement(Verdict.UNKNOWN, "it cannot be told when it was started");
    }
    Instant started = seen.started().get();
    if (started.isAfter(written.plus(GRAIN))) {
      return new Judgement(
          Verdict.REUSED, "its number belongs to a process that was started later, at " + started);
    }
    return seen.command().stream().anyMatch(OldEntry::namesAStreamer)
            && seen.command().stream().anyMatch(this::namesThis)
        ? new Judgement(Verdict.SAME, "")
        : new Judgement(
            Verdict.UNKNOWN, "its command line does not say that it is the streamer of " + name);
  }

  private static boolean namesAStreamer(String argument) {
    Path file = Path.of(argument).getFileName();
    return file != null && file.toString().toLowerCase(Locale.ROOT).contains("streamer");
  }

  private boolean namesThis(String argument) {
    return argument.equals(name) || argument.endsWith("=" + name);
  }
}
