package dev.processmanager.supervise;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Health;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryConflictException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A process as the registry has it: it can be told about, but only whoever has its specification
/// can launch it again.
record Recorded(Entry entry) implements Launcher {

  @Override
  public ProcessKind kind() {
    return entry.about().kind();
  }

  @Override
  public String description() {
    return entry.about().description();
  }

  @Override
  public Optional<Path> workingDirectory() {
    return entry.about().workingDirectory();
  }

  @Override
  public CompletableFuture<Execution> launch(LaunchContext context) {
    return CompletableFuture.failedFuture(
        new LaunchException(
            entry.key().id(),
            true,
            "Cannot launch: another host has started "
                + entry.key()
                + "; start it with its specification",
            null));
  }

  /// What there is to look after, as long as nobody says more about it.
  ProcessSpec spec() {
    ProcessSpec spec = ProcessSpec.of(this).id(entry.key().id()).scope(entry.key().scope());
    for (var note : entry.about().metadata().entrySet()) {
      spec = spec.metadata(note.getKey(), note.getValue());
    }
    if (entry.about().logFile().isPresent()) {
      spec = spec.logFile(entry.about().logFile().get());
    }
    return entry.about().detached() ? spec.detached() : spec;
  }

  /// What is recorded of its last run.
  ProcessResult result() {
    Exit exit = entry.progress().exit().orElse(new Exit.Unknown("nobody has seen its end"));
    Ending ending =
        switch (exit) {
          case Exit.Exited _, Exit.Returned _, Exit.Threw _ -> Ending.EXITED;
          case Exit.Signalled _ -> Ending.SIGNALLED;
          case Exit.Unknown _ -> Ending.UNKNOWN;
        };
    return new ProcessResult(
        description(),
        exit,
        ending,
        exit.isSuccess(),
        "",
        "",
        false,
        true,
        Duration.ZERO,
        ResourceUsage.unknown());
  }

  static ProcessStatus status(Entry entry, Machine machine) {
    Entry.About about = entry.about();
    Entry.Progress progress = entry.progress();
    Optional<Fingerprint> process = entry.run().flatMap(Entry.Run::process);
    return new ProcessStatus(
        entry.key().id(),
        about.kind(),
        entry.key().scope(),
        state(entry, machine),
        Health.NONE,
        process
            .filter(recorded -> machine.verdict(recorded) == Verdict.SAME)
            .map(recorded -> OptionalLong.of(recorded.process().pid()))
            .orElse(OptionalLong.empty()),
        progress.generation(),
        progress.restarts(),
        about.description(),
        about.workingDirectory(),
        about.logFile(),
        about.createdAt(),
        progress.startedAt(),
        progress.updatedAt(),
        entry.heartbeat(),
        progress.exit(),
        Optional.empty(),
        about.metadata());
  }

  /// What is recorded, unless whoever would know more has died.
  private static ProcessState state(Entry entry, Machine machine) {
    ProcessState recorded = entry.progress().state();
    if (recorded.isAtRest()) {
      return recorded;
    }
    return switch (Claim.of(entry, machine)) {
      case Claim.Survivor _ -> recorded;
      case Claim.Taken(Entry _, boolean known) -> known ? recorded : ProcessState.UNKNOWN;
      case Claim.Free _ ->
          entry.desired() == Entry.Desired.STOPPED ? ProcessState.STOPPED : ProcessState.FAILED;
    };
  }

  /// Why a process whose entry somebody else has written is not for this host.
  static ProcessException taken(
      RegistryConflictException conflict, Entry.Key key, Machine machine) {
    return conflict
        .stored()
        .<ProcessException>map(entry -> new DuplicateIdException(status(entry, machine)))
        .orElseGet(() -> new ProcessException(key + " is somebody else's", conflict));
  }
}
