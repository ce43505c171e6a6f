package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/// Decides who is known here and how. Safe for use by many threads.
final class Admission {

  private final Habitat habitat;
  private final Order order;
  private final Neighbours neighbours;

  /// One decision comes after another, so that nobody can depend on himself in the end.
  private final ReentrantLock deciding = new ReentrantLock();

  Admission(Habitat habitat, Order order) {
    this.habitat = habitat;
    this.order = order;
    this.neighbours = habitat.neighbours();
  }

  /// All or none.
  ///
  /// @return those who are looked after from now on, in the order of their specifications; nothing
  ///     is done for them before [Supervisor#begin()]
  Collection<Supervisor> admit(Collection<ProcessSpec> specs) {
    deciding.lock();
    try {
      refuse(specs);
      Map<Entry.Key, Supervisor> added = order.created(specs);
      retireFormer(specs);
      added.values().forEach(neighbours::put);
      specs.forEach(neighbours::watch);
      return added.values();
    } finally {
      deciding.unlock();
    }
  }

  private void refuse(Collection<ProcessSpec> specs) {
    if (habitat.isClosing()) {
      throw new IllegalStateException("The manager is closed");
    }
    var keys = new HashSet<Entry.Key>();
    for (ProcessSpec spec : specs) {
      if (!keys.add(spec.key())) {
        throw new IllegalArgumentException("two of them have the id \"" + spec.key() + "\"");
      }
    }
    neighbours.check(specs);
  }

  /// First it is asked of all, so that it is all or none.
  private void retireFormer(Collection<ProcessSpec> specs) {
    requirePlaces(specs, Supervisor::makesPlaceFor);
    requirePlaces(specs, Supervisor::makePlaceFor);
  }

  private void requirePlaces(
      Collection<ProcessSpec> specs, BiPredicate<Supervisor, ProcessSpec> makesPlace) {
    for (ProcessSpec spec : specs) {
      Optional<Supervisor> former = neighbours.find(spec.key());
      if (former.isPresent() && !makesPlace.test(former.get(), spec)) {
        throw new DuplicateIdException(former.get().status());
      }
    }
  }

  /// From its next launch on.
  Supervisor update(ProcessSpec spec) {
    deciding.lock();
    try {
      Supervisor known =
          neighbours.find(spec.key()).orElseThrow(() -> new UnknownIdException(spec.key()));
      neighbours.check(List.of(spec));
      neighbours.watch(spec);
      known.state().update(spec);
      return known;
    } finally {
      deciding.unlock();
    }
  }
}
