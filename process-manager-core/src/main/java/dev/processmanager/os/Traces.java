package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// What a process leaves behind that is not a child of this JVM: the kernel's own word to those who
/// have a descriptor, the word to its parent as long as it is a zombie, and its exit file.
final class Traces {

  private final Identity.OfProcess process;
  private final Optional<ExitFile> file;
  private final Optional<Identity.OfProcess> keeper;
  private final Tools tools;
  private final Identities identities;

  /// @param keeper who writes the file, if anybody does
  Traces(
      Identity.OfProcess process,
      Optional<ExitFile> file,
      Optional<Identity.OfProcess> keeper,
      Tools tools) {
    this.process = process;
    this.file = file;
    this.keeper = keeper;
    this.tools = tools;
    this.identities = new Identities(tools);
  }

  Optional<Identity.OfProcess> keeper() {
    return keeper;
  }

  /// How it ended; empty if that may still become known. Called once it has ended.
  ///
  /// @param kernel asks the kernel
  /// @param patient whether there is time to wait
  Optional<Exit> exit(Supplier<Optional<Exit>> kernel, boolean patient) {
    Optional<Exit> soon = kernel.get().or(this::ofZombie);
    if (soon.isPresent()) {
      return soon;
    }
    // What comes between this question and the next ones is not missed.
    boolean mayCome = patient && (zombie().isPresent() || keeper.filter(this::lives).isPresent());
    Optional<Exit> known =
        kernel.get().or(this::ofZombie).or(kernel).or(() -> file.flatMap(ExitFile::read));
    return known.isPresent() || mayCome ? known : Optional.of(unknown());
  }

  private Exit unknown() {
    return new Exit.Unknown(
        "process " + process.pid() + " was not a child of this host and left no exit code");
  }

  private Optional<Exit> ofZombie() {
    return zombie()
        .flatMap(stat -> new ProcDetails(tools.proc().orElseThrow()).waitStatus(stat))
        .map(Exits::ofWaitStatus);
  }

  private Optional<ProcFs.Stat> zombie() {
    try {
      return tools.proc().isEmpty() || !tools.proc().get().bootId().equals(process.bootId())
          ? Optional.empty()
          : tools
              .proc()
              .get()
              .stat(process.pid())
              .filter(stat -> stat.startTicks() == process.startTicks());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private boolean lives(Identity.OfProcess somebody) {
    return switch (identities.verdict(somebody)) {
      case SAME, UNKNOWN -> true;
      case DEAD, REUSED -> false;
    };
  }
}
