package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.RegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stop of a process that this host does not look after: first it is said that it is to be
/// stopped, so that whoever looks after it does not start it again.
final class StopElsewhere {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  /// How long an owner may take to notice what is desired.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration WISH_LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Elsewhere elsewhere;
  private final Habitat habitat;
  private final Entry.Key key;
  private final Optional<StopPlan> plan;
  private final long deadline;

  private StopElsewhere(
      Elsewhere elsewhere, Habitat habitat, Entry.Key key, Optional<StopPlan> plan) {
    this.elsewhere = elsewhere;
    this.habitat = habitat;
    this.key = key;
    this.plan = plan;
    this.deadline = habitat.time().nanoTime() + PATIENCE.toNanos();
  }

  /// @param plan how; in the process's own way if empty
  static CompletableFuture<StopReport> of(
      Entry entry, Optional<StopPlan> plan, Elsewhere elsewhere, Habitat habitat) {
    wish(new Patch.Desire(entry.key(), Entry.Desired.STOPPED), habitat);
    return new StopElsewhere(elsewhere, habitat, entry.key(), plan).stop(entry);
  }

  /// An owner must be able to read it before it sees the end of its process. But a registry that
  /// cannot be written does not keep anybody from stopping.
  private static void wish(Patch.Desire wish, Habitat habitat) {
    try {
      habitat.registry().apply(wish).get(WISH_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | RegistryException unwritten) {
      LOG.debug("Nobody may have read that {} is to stop", wish.key(), unwritten);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<StopReport> stop(Entry entry) {
    return switch (Claim.of(entry, habitat.machine())) {
      case Claim.Survivor survivor -> adoptAndStop(survivor);
      case Claim.Free _ -> nothingToDo();
      case Claim.Taken(Entry _, boolean known) when !known ->
          throw new ProcessException("It cannot be told who runs as " + key, null);
      case Claim.Taken _ ->
          new Visits(habitat).to(entry, this::stop).orElseGet(() -> stopLater(entry));
    };
  }

  /// Somebody may be launching it: he will see what is desired, or there will be somebody to stop.
  private CompletableFuture<StopReport> stopLater(Entry entry) {
    if (entry.progress().state().isAtRest()) {
      return nothingToDo();
    }
    if (habitat.time().nanoTime() - deadline > 0) {
      throw new ProcessException("The host that looks after " + key + " does not stop it", null);
    }
    var stopped = new CompletableFuture<StopReport>();
    habitat
        .time()
        .after(
            LOOK_AGAIN,
            () ->
                stopAsItIsThen()
                    .whenComplete((report, failure) -> Later.settle(stopped, report, failure)));
    return stopped;
  }

  private CompletableFuture<StopReport> stopAsItIsThen() {
    return elsewhere.of(key, this::stop);
  }

  /// Whoever ends while he is being adopted was there for nobody, perhaps because this host has
  /// heard by then that he is to stop: then there is nothing left to do.
  private CompletableFuture<StopReport> adoptAndStop(Claim.Survivor survivor) {
    return elsewhere
        .adopt(survivor.entry())
        .thenCompose(process -> plan.map(process::stop).orElseGet(process::stop))
        .exceptionallyCompose(
            failure ->
                ProcessException.unwrapped(failure) instanceof ExitException
                    ? stopAsItIsThen()
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<StopReport> stop(Execution run) {
    return run.stop(plan.orElseGet(() -> StopPlan.graceful(StopPlan.DEFAULT_GRACE)));
  }

  private CompletableFuture<StopReport> nothingToDo() {
    return CompletableFuture.completedFuture(StopReport.nothingToDo(key.id()));
  }
}
