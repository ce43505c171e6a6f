package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A detached process and the shim that is its parent and a child of this JVM.
final class ShimmedChild implements Child {

  private static final long DRAIN_LIMIT_SECONDS = 1;

  private final Child shim;
  private final AdoptedChild inner;
  private final CompletableFuture<Boolean> drained;

  ShimmedChild(Child shim, AdoptedChild inner) {
    this.shim = shim;
    this.inner = inner;
    shim.exit().thenRun(inner::lookNow);
    this.drained =
        inner
            .exit()
            .thenCompose(_ -> shim.exit().copy().orTimeout(DRAIN_LIMIT_SECONDS, TimeUnit.SECONDS))
            .handle((_, _) -> true);
  }

  @Override
  public Identity.OfProcess identity() {
    return inner.identity();
  }

  @Override
  public Optional<Identity.OfProcess> keeper() {
    return Optional.of(shim.identity());
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return inner.exit();
  }

  /// Once the shim has ended, too, it is known what was used.
  @Override
  public CompletableFuture<Boolean> drained() {
    return drained;
  }

  @Override
  public boolean isAlive() {
    return inner.isAlive();
  }

  /// The shim's own is next to nothing.
  @Override
  public ResourceUsage usage() {
    return shim.usage();
  }

  /// The shim is let go at its own end.
  @Override
  public void release() {}

  @Override
  public void leave() {
    inner.leave();
    shim.leave();
  }

  @Override
  public boolean signal(Signal signal) {
    return inner.signal(signal);
  }
}
