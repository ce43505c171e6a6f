package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A machine like another one, but for what a test says.
class Machines implements Machine {

  private final Machine machine;

  Machines(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Fingerprint host() {
    return machine.host();
  }

  @Override
  public String newCookie(boolean detached) {
    return machine.newCookie(detached);
  }

  @Override
  public Optional<Path> exitFile(Entry.Key key) {
    return machine.exitFile(key);
  }

  @Override
  public Fingerprint fingerprint(Identity.OfProcess process, String cookie) {
    return machine.fingerprint(process, cookie);
  }

  @Override
  public Optional<Fingerprint> keeper(Entry.Key key, int generation, Fingerprint process) {
    return machine.keeper(key, generation, process);
  }

  @Override
  public Verdict verdict(Fingerprint recorded) {
    return machine.verdict(recorded);
  }

  @Override
  public Optional<Fingerprint> marked(String cookie) {
    return machine.marked(cookie);
  }

  @Override
  public CompletableFuture<Exit> exit(Entry entry, Fingerprint process) {
    return machine.exit(entry, process);
  }

  @Override
  public void forget(Entry.Key key) {
    machine.forget(key);
  }

  @Override
  public CompletableFuture<Execution> adopt(
      Entry entry, Fingerprint process, LaunchContext context) {
    return machine.adopt(entry, process, context);
  }
}
