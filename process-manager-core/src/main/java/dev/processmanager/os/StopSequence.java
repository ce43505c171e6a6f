package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way to stop: take stock of a tree, ask, wait, look again, force, wait. Straight blocking
/// code for a thread of its own; every wait is bounded.
public final class StopSequence {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  private static final long FIRST_LOOK = 500_000;
  private static final long LONGEST_LOOK = 10_000_000;
  private static final long NEXT_TRY = 100_000_000;
  private static final long KEEPER_LIMIT = 500_000_000;

  private final String id;
  private final Optional<Child> child;
  private final ProcessTree tree;
  private final StopPlan plan;
  private final Supplier<Optional<CompletableFuture<Boolean>>> request;
  private final Set<Identity.OfProcess> members = new LinkedHashSet<>();
  private final Set<Identity.OfProcess> requested = new LinkedHashSet<>();
  private final Set<Identity.OfProcess> asked = new LinkedHashSet<>();
  private final Set<Identity.OfProcess> forced = new LinkedHashSet<>();
  private final AtomicLong forceAt;
  private volatile boolean wholeTree;

  private StopSequence(
      String id,
      Optional<Child> child,
      ProcessTree tree,
      StopPlan plan,
      Supplier<Optional<CompletableFuture<Boolean>>> request) {
    this.id = id;
    this.child = child;
    this.tree = tree;
    this.plan = plan;
    this.request = request;
    this.wholeTree = plan.scope() == StopPlan.Scope.TREE;
    this.forceAt = new AtomicLong(later(plan.grace()));
  }

  /// Stops a child.
  ///
  /// @param id the handle that is being stopped
  /// @param marks the variables by which descendants are known
  /// @param request asks the child before any signal does, and completes with whether that worked;
  ///     empty if there is nothing but the signal
  public static StopSequence of(
      String id,
      Child child,
      Map<String, String> marks,
      Spawner engine,
      StopPlan plan,
      Supplier<Optional<CompletableFuture<Boolean>>> request) {
    var tree = ProcessTree.below(child.identity(), child.keeper(), marks, engine);
    return new StopSequence(id, Optional.of(child), tree, plan, request);
  }

  /// Stops whoever has a variable, whatever its value.
  ///
  /// @param id what to call them in the report
  /// @param mark the name of the variable
  public static StopReport sweep(String id, String mark, Spawner engine, StopPlan plan) {
    Optional<ProcFs> proc = engine.tools().proc();
    if (proc.isPresent() && !proc.get().mayHaveVariable(mark)) {
      return StopReport.nothingToDo(id);
    }
    var tree = ProcessTree.marked(mark, engine);
    return new StopSequence(id, Optional.empty(), tree, plan, Optional::empty).run();
  }

  /// Joins another stop: brings force forward if that is more urgent, and takes in the whole tree
  /// if that does.
  public void hurry(StopPlan other) {
    long sooner = later(other.grace());
    forceAt.accumulateAndGet(sooner, StopSequence::sooner);
    wholeTree |= other.scope() == StopPlan.Scope.TREE;
  }

  public StopReport run() {
    Thread self = Thread.currentThread();
    child.ifPresent(main -> main.exit().thenRun(() -> LockSupport.unpark(self)));
    if (!plan.grace().isZero()) {
      child.filter(main -> !main.exit().isDone()).ifPresent(this::request);
      signalAll(plan.signal(), asked, forceAt::get, false);
    }
    long end = later(plan.killWait());
    signalAll(Signal.KILL, forced, () -> end, true);
    requested.addAll(asked);
    child.filter(main -> main.exit().isDone()).flatMap(Child::keeper).ifPresent(this::dismiss);
    return new StopReport(
        List.of(id), List.copyOf(requested), List.copyOf(forced), List.copyOf(living()));
  }

  /// Who keeps the end of the child is about to end, unless it is stopped or stuck.
  private void dismiss(Identity.OfProcess keeper) {
    long end = System.nanoTime() + KEEPER_LIMIT;
    while (tree.isAlive(keeper) && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(FIRST_LOOK);
    }
    if (tree.isAlive(keeper)) {
      tree.signal(keeper, Signal.KILL);
    }
  }

  /// Gives what asks before the signal half of the grace.
  private void request(Child main) {
    Optional<CompletableFuture<Boolean>> answer = request.get();
    if (answer.isPresent()) {
      long signalAt = later(plan.grace().dividedBy(2));
      takeStock();
      requested.add(main.identity());
      awaitEnd(() -> hasFailed(answer.get()) ? System.nanoTime() : sooner(signalAt, forceAt.get()));
    }
  }

  private static boolean hasFailed(CompletableFuture<Boolean> answer) {
    return !answer.getNow(true);
  }

  /// Sends each member a signal and waits until all have ended or the deadline is reached. Whom it
  /// cannot be sent now, or who cannot be looked up, for want of descriptors, gets it later.
  ///
  /// @param rescan whether to look again afterwards, since the dying may have started others
  private void signalAll(
      Signal signal, Set<Identity.OfProcess> reached, LongSupplier deadline, boolean rescan) {
    boolean known = takeStock();
    while (!known || !living().isEmpty()) {
      members.stream()
          .filter(member -> !reached.contains(member))
          .toList()
          .forEach(member -> deliver(member, signal, reached));
      boolean again = !known || !reached.containsAll(living());
      awaitEnd(again ? soonerThan(deadline) : deadline);
      if (left(deadline) <= 0) {
        return;
      }
      if (again || rescan) {
        known = takeStock();
      }
    }
  }

  private static LongSupplier soonerThan(LongSupplier deadline) {
    long nextTry = System.nanoTime() + NEXT_TRY;
    return () -> sooner(nextTry, deadline.getAsLong());
  }

  /// The main process comes first: a shell whose child is ended first ends by itself.
  ///
  /// @return whether all there are could be looked up
  private boolean takeStock() {
    members.removeIf(member -> !lives(member));
    child.filter(main -> !main.exit().isDone()).ifPresent(main -> members.add(main.identity()));
    try {
      if (wholeTree) {
        members.addAll(tree.snapshot());
      }
      return true;
    } catch (IOException unreadable) {
      LOG.debug("What came from {} cannot be looked up now", id, unreadable);
      LockSupport.parkNanos(LONGEST_LOOK);
      return false;
    }
  }

  private void deliver(Identity.OfProcess member, Signal signal, Set<Identity.OfProcess> record) {
    boolean sent =
        main(member).map(main -> main.signal(signal)).orElseGet(() -> tree.signal(member, signal));
    if (sent) {
      record.add(member);
    }
  }

  /// Waits until all have ended or the deadline, which may come nearer meanwhile, is reached. The
  /// end of the child wakes it; for others it looks.
  private void awaitEnd(LongSupplier deadline) {
    long look = FIRST_LOOK;
    while (left(deadline) > 0 && !living().isEmpty()) {
      LockSupport.parkNanos(Math.max(1, Math.min(look, left(deadline))));
      look = Math.min(look * 2, LONGEST_LOOK);
    }
  }

  private List<Identity.OfProcess> living() {
    return members.stream().filter(this::lives).toList();
  }

  /// Of its own child a host knows the end for certain.
  private boolean lives(Identity.OfProcess member) {
    return main(member).map(main -> !main.exit().isDone()).orElseGet(() -> tree.isAlive(member));
  }

  private Optional<Child> main(Identity.OfProcess member) {
    return child.filter(main -> main.identity().equals(member));
  }

  private static long sooner(long one, long other) {
    return other - one < 0 ? other : one;
  }

  private static long left(LongSupplier deadline) {
    return deadline.getAsLong() - System.nanoTime();
  }

  private static long later(Duration wait) {
    return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(wait), Long.MAX_VALUE / 2);
  }
}
