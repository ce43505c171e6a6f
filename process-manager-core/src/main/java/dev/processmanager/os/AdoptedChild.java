package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A process that is not a child of this JVM.
abstract sealed class AdoptedChild implements Child permits NativeAdopted, PortableAdopted {

  /// How long what tells its exit code may lag behind its end.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  final Identity.OfProcess identity;
  final Traces traces;
  final Identities identities;
  final CompletableFuture<Exit> exit = new CompletableFuture<>();

  AdoptedChild(Identity.OfProcess identity, Traces traces, Identities identities) {
    this.identity = identity;
    this.traces = traces;
    this.identities = identities;
  }

  @Override
  public final Identity.OfProcess identity() {
    return identity;
  }

  @Override
  public final Optional<Identity.OfProcess> keeper() {
    return traces.keeper();
  }

  @Override
  public final CompletableFuture<Exit> exit() {
    return exit;
  }

  /// Nothing of what it prints comes here.
  @Override
  public final CompletableFuture<Boolean> drained() {
    return exit.thenApply(_ -> true);
  }

  @Override
  public final boolean isAlive() {
    return !exit.isDone() && identities.isAwake(identity);
  }

  @Override
  public final ResourceUsage usage() {
    return ResourceUsage.unknown();
  }

  /// It may just have ended.
  void lookNow() {}

  /// Its number was never held.
  @Override
  public final void release() {}
}
