package dev.processmanager.jvm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who of a pool is there, and how many there are to be: nothing is done here. Guarded by the lock
/// of whoever has it.
final class Roster {

  private final JvmSettings settings;
  private final Set<PoolWorker> workers = new HashSet<>();

  /// Those of the workers who have nothing to do, who was busy last first.
  private final Deque<PoolWorker> free = new ArrayDeque<>();

  /// Those who get no more work but have not ended yet.
  private final Set<PoolWorker> leaving = new HashSet<>();

  private int comingUp;

  Roster(JvmSettings settings) {
    this.settings = settings;
  }

  int size() {
    return workers.size();
  }

  private int working() {
    return workers.size() - free.size();
  }

  /// Whether somebody is free, and as many as may do not work already.
  boolean canWork() {
    return !free.isEmpty() && working() < settings.workers;
  }

  /// How many more are to come up.
  ///
  /// @param jobs how many jobs wait
  /// @param withSpares whether there are to be some for jobs to come
  int missing(int jobs, boolean withSpares) {
    int spares = settings.sparesOrDefault();
    int most = settings.workers + (settings.freshPerTask ? spares : 0);
    int wanted = Math.min(most, working() + jobs + (withSpares ? spares : 0));
    return wanted - workers.size() - comingUp;
  }

  /// Whether more are free than are to be.
  boolean hasIdle() {
    return free.size() > settings.sparesOrDefault();
  }

  /// Who has been free for the longest time.
  Optional<PoolWorker> longestFree() {
    return Optional.ofNullable(free.peekLast());
  }

  boolean has(PoolWorker worker) {
    return workers.contains(worker);
  }

  /// Whether there is nobody who works or may work, and nobody comes.
  boolean isDeserted() {
    return workers.isEmpty() && comingUp == 0;
  }

  boolean isEmpty() {
    return isDeserted() && leaving.isEmpty();
  }

  List<PoolWorker> free() {
    return List.copyOf(free);
  }

  /// Those who get no more work, too.
  List<PoolWorker> all() {
    return Stream.concat(workers.stream(), leaving.stream()).toList();
  }

  void comesUp() {
    comingUp++;
  }

  void cameUp(PoolWorker worker) {
    comingUp--;
    workers.add(worker);
  }

  void didNotComeUp() {
    comingUp--;
  }

  void isFree(PoolWorker worker) {
    free.addFirst(worker);
  }

  /// Whoever is taken works from now on.
  PoolWorker take() {
    return free.removeFirst();
  }

  /// Another may have its place, and nobody gives it a job.
  ///
  /// @return whether it had one
  boolean leaves(PoolWorker worker) {
    free.remove(worker);
    boolean hadPlace = workers.remove(worker);
    if (hadPlace) {
      leaving.add(worker);
    }
    return hadPlace;
  }

  void isGone(PoolWorker worker) {
    leaving.remove(worker);
  }
}
