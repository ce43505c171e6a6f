package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
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
import java.util.stream.Collectors;

/// The one way to stop: take stock of a tree, ask, wait, look again, force, wait. Straight blocking
/// code for a thread of its own; every wait is bounded.
public final class StopSequence {

  private static final long FIRST_LOOK = 500_000;
  private static final long LONGEST_LOOK = 10_000_000;

  private final String id;
  private final Optional<Child> child;
  private final ProcessTree tree;
  private final StopPlan plan;
  private final Supplier<Optional<CompletableFuture<Boolean>>> request;
  private final Set<Identity.OfProcess> members = new LinkedHashSet<>();
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
    Map<String, Optional<String>> values =
        marks.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, mark -> Optional.of(mark.getValue())));
    var tree = new ProcessTree(Optional.of(child.identity()), values, engine);
    return new StopSequence(id, Optional.of(child), tree, plan, request);
  }

  /// Stops whoever has a variable, whatever its value.
  ///
  /// @param id what to call them in the report
  /// @param mark the name of the variable
  public static StopSequence sweep(String id, String mark, Spawner engine, StopPlan plan) {
    var tree = new ProcessTree(Optional.empty(), Map.of(mark, Optional.empty()), engine);
    return new StopSequence(id, Optional.empty(), tree, plan, Optional::empty);
  }

  /// Joins another stop: brings force forward if that is more urgent, and takes in the whole tree
  /// if that does.
  public void hurry(StopPlan other) {
    long sooner = later(other.grace());
    forceAt.accumulateAndGet(sooner, StopSequence::sooner);
    wholeTree |= other.scope() == StopPlan.Scope.TREE;
  }

  public StopReport run() {
    takeStock();
    if (!plan.grace().isZero()) {
      child.filter(main -> !main.exit().isDone()).ifPresent(this::request);
      members.forEach(member -> deliver(member, plan.signal(), asked));
      awaitEnd(forceAt::get);
      takeStock();
    }
    force();
    return new StopReport(
        List.of(id), List.copyOf(asked), List.copyOf(forced), List.copyOf(living()));
  }

  /// Gives what asks before the signal half of the grace.
  private void request(Child main) {
    long signalAt = later(plan.grace().dividedBy(2));
    request
        .get()
        .ifPresent(
            answer -> {
              asked.add(main.identity());
              awaitEnd(
                  () -> hasFailed(answer) ? System.nanoTime() : sooner(signalAt, forceAt.get()));
              takeStock();
            });
  }

  private static boolean hasFailed(CompletableFuture<Boolean> answer) {
    return !answer.getNow(true);
  }

  /// The main process comes first: a shell whose child is ended first ends by itself.
  private void takeStock() {
    members.removeIf(member -> !lives(member));
    child.filter(main -> !main.exit().isDone()).ifPresent(main -> members.add(main.identity()));
    if (wholeTree) {
      members.addAll(tree.snapshot());
    }
  }

  /// Looks again after each blow, since the dying may have started others.
  private void force() {
    long deadline = later(plan.killWait());
    while (!members.isEmpty()) {
      members.stream()
          .filter(member -> !forced.contains(member))
          .toList()
          .forEach(member -> deliver(member, Signal.KILL, forced));
      awaitEnd(() -> deadline);
      if (System.nanoTime() - deadline >= 0) {
        return;
      }
      takeStock();
    }
  }

  private void deliver(Identity.OfProcess member, Signal signal, Set<Identity.OfProcess> record) {
    boolean sent =
        main(member).map(main -> main.signal(signal)).orElseGet(() -> tree.signal(member, signal));
    if (sent) {
      record.add(member);
    }
  }

  /// Waits until all have ended or the deadline, which may come nearer meanwhile, is reached.
  private void awaitEnd(LongSupplier deadline) {
    long look = FIRST_LOOK;
    while (deadline.getAsLong() - System.nanoTime() > 0 && !living().isEmpty()) {
      LockSupport.parkNanos(Math.max(1, Math.min(look, deadline.getAsLong() - System.nanoTime())));
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

  private static long later(Duration wait) {
    return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(wait), Long.MAX_VALUE / 2);
  }
}
