package dev.processmanager;

import dev.processmanager.command.Adoption;
import dev.processmanager.os.Adoptions;
import dev.processmanager.os.ExitFile;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.supervise.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine that this JVM runs on, as its engine sees it.
final class HostMachine implements Machine {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");

  private final Spawner engine;
  private final String mark;
  private final Optional<ExitFiles> exitFiles;
  private volatile Optional<Fingerprint> host = Optional.empty();

  /// @param mark the variable of everything attached that the manager starts
  /// @param registry the file of its registry, if there is one
  HostMachine(Spawner engine, String mark, Optional<Path> registry) {
    this.engine = engine;
    this.mark = mark;
    this.exitFiles = registry.map(ExitFiles::beside);
  }

  /// Not this JVM but its manager is what others share a registry with.
  @Override
  public Fingerprint host() {
    if (host.isEmpty()) {
      Fingerprint jvm = engine.fingerprints().of(ProcessHandle.current().pid());
      host =
          Optional.of(
              new Fingerprint(
                  jvm.process(),
                  jvm.namespace(),
                  mark + "=host",
                  jvm.pidfdInode(),
                  jvm.executable(),
                  jvm.session(),
                  jvm.user()));
    }
    return host.get();
  }

  @Override
  public String newCookie(boolean detached) {
    return ManagerContext.newCookie(detached, mark);
  }

  @Override
  public Optional<Path> exitFile(Entry.Key key) {
    return exitFiles.map(files -> files.of(key));
  }

  @Override
  public void forget(Entry.Key key) {
    exitFiles.ifPresent(files -> files.forget(key));
  }

  @Override
  public Fingerprint fingerprint(Identity.OfProcess process, String cookie) {
    return engine.fingerprints().of(process, cookie);
  }

  @Override
  public Optional<Fingerprint> keeper(Entry.Key key, int generation, Fingerprint process) {
    return exitFile(key, generation, process)
        .flatMap(file -> Adoptions.keeper(process, file, engine))
        .map(keeper -> engine.fingerprints().of(keeper, process.cookie()));
  }

  private Optional<ExitFile> exitFile(Entry.Key key, int generation, Fingerprint process) {
    return exitFile(key)
        .filter(_ -> !process.cookie().isEmpty())
        .map(path -> new ExitFile(path, generation, process.cookie()));
  }

  @Override
  public Verdict verdict(Fingerprint recorded) {
    return engine.fingerprints().verdict(recorded);
  }

  @Override
  public Optional<Fingerprint> marked(String cookie) {
    try {
      return engine
          .fingerprints()
          .main(cookie)
          .map(process -> engine.fingerprints().of(process, cookie));
    } catch (IOException unreadable) {
      throw new RegistryException("It cannot be told now who has the mark " + cookie, unreadable);
    }
  }

  @Override
  public CompletableFuture<Exit> exit(Entry entry, Fingerprint process) {
    try {
      Optional<ExitFile> file = exitFile(entry.key(), entry.progress().generation(), process);
      return Adoptions.adopt(process, file, engine).exit();
    } catch (LaunchException unknown) {
      LOG.debug("How {} has ended cannot be told", entry.key(), unknown);
      return CompletableFuture.completedFuture(
          new Exit.Unknown(String.valueOf(unknown.getMessage())));
    }
  }

  /// Whoever has a number now; who has ended is told by its verdict.
  Fingerprint fingerprint(long pid) {
    return engine.fingerprints().of(pid);
  }

  /// What takes over whoever has a number now.
  Adoption adoption(long pid) {
    Fingerprint print = fingerprint(pid);
    String name =
        print.executable().isEmpty()
            ? "process " + pid
            : String.valueOf(Path.of(print.executable()).getFileName());
    return Adoption.of(print, ProcessKind.CLI_COMMAND, name);
  }

  /// It may end between the look at it and this.
  @Override
  public CompletableFuture<Execution> adopt(
      Entry entry, Fingerprint process, LaunchContext context) {
    Adoption adoption =
        Adoption.of(process, entry.about().kind(), entry.about().description()).orItsEnd();
    return entry.about().workingDirectory().map(adoption::in).orElse(adoption).launch(context);
  }
}
