package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The machine of a host that shares its registry with nobody, and so asks for nothing.
final class Alone implements Machine {

  private static final Fingerprint NOBODY = Fingerprint.of(new Identity.OfProcess(0, -1, ""), "");

  @Override
  public Fingerprint host() {
    return NOBODY;
  }

  @Override
  public String newCookie(boolean detached) {
    return "";
  }

  @Override
  public Optional<Path> exitFile(Entry.Key key) {
    return Optional.empty();
  }

  @Override
  public Fingerprint fingerprint(Identity.OfProcess process, String cookie) {
    return Fingerprint.of(process, cookie);
  }

  @Override
  public Optional<Fingerprint> keeper(Entry.Key key, int generation, Fingerprint process) {
    return Optional.empty();
  }

  @Override
  public Verdict verdict(Fingerprint recorded) {
    return Verdict.UNKNOWN;
  }

  @Override
  public Optional<Fingerprint> marked(String cookie) {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Exit> exit(Entry entry, Fingerprint process) {
    return CompletableFuture.completedFuture(new Exit.Unknown("nobody here can tell"));
  }

  @Override
  public void forget(Entry.Key key) {}

  @Override
  public CompletableFuture<Execution> adopt(
      Entry entry, Fingerprint process, LaunchContext context) {
    return CompletableFuture.failedFuture(
        new LaunchException(context.id(), true, "Nobody is adopted here", null));
  }
}
