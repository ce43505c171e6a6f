package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// The one way to stop a child: take stock of its tree, ask, wait, look again, force, wait.
/// Straight blocking code for a thread of its own; every wait is bounded.
public final class StopSequence {

  private static final long FIRST_LOOK = 500_000;
  private static final long LONGEST_LOOK = 10_000_000;
  private static final Map<String, String> UNMARKED = Map.of();

  private final String id;
  private final Child child;
  private final ProcessTree tree;
  private final StopPlan plan;
  private final Set<Identity.OfProcess> members = new LinkedHashSet<>();
  private final Set<Identity.OfProcess> asked = new LinkedHashSet<>();
  private final Set<Identity.OfProcess> forced = new LinkedHashSet<>();
  private volatile long forceAt;

  /// @param id the handle that is being stopped
  /// @param marks the variables by which descendants are known
  public StopSequence(
      String id, Child child, Map<String, String> marks, Tools tools, StopPlan plan) {
    this.id = id;
    this.child = child;
    this.plan = plan;
    this.tree =
        new ProcessTree(
            child.identity(), plan.scope() == StopPlan.Scope.TREE ? marks : UNMARKED, tools);
    this.forceAt = later(plan.grace());
  }

  /// Brings force forward; does nothing if it was due earlier anyway.
  public void hurry(StopPlan other) {
    long sooner = later(other.grace());
    if (sooner - forceAt < 0) {
      forceAt = sooner;
    }
  }

  public StopReport run() {
    takeStock();
    if (!plan.grace().isZero()) {
      members.forEach(member -> deliver(member, plan.signal(), asked));
      awaitEnd(() -> forceAt);
      takeStock();
    }
    force();
    return new StopReport(
        List.of(id), List.copyOf(asked), List.copyOf(forced), List.copyOf(living()));
  }

  private void takeStock() {
    members.removeIf(member -> !lives(member));
    if (plan.scope() == StopPlan.Scope.TREE) {
      members.addAll(tree.snapshot());
    }
    if (lives(child.identity())) {
      members.add(child.identity());
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
        member.equals(child.identity()) ? child.signal(signal) : tree.signal(member, signal);
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
    return member.equals(child.identity()) ? !child.exit().isDone() : tree.isAlive(member);
  }

  private static long later(Duration wait) {
    return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(wait), Long.MAX_VALUE / 2);
  }
}
