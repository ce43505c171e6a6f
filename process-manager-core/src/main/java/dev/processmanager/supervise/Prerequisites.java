package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.time.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one process waits for before each of its launches, and is bound to while it runs. Belongs
/// to its mailbox.
final class Prerequisites {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  /// The incarnation of a neighbour with which the present run has begun.
  private record Seen(Supervisor who, int generation) {}

  private final Habitat habitat;
  private final Consumer<Runnable> change;
  private final CompletableFuture<?> gate;
  private final Map<Entry.Key, Seen> seen = new HashMap<>();
  private final Set<Entry.Key> beingStarted = new HashSet<>();
  private final Set<Entry.Key> late = new HashSet<>();
  private List<Timer> limits = List.of();
  private int round;

  /// @param gate what must be complete before the first launch
  /// @param change makes a change here on the mailbox, and looks at all again
  Prerequisites(Habitat habitat, CompletableFuture<?> gate, Consumer<Runnable> change) {
    this.habitat = habitat;
    this.gate = gate;
    this.change = change;
  }

  /// Begins to wait for a launch.
  ///
  /// @param startThem whether those are started that are required and do not come by themselves
  /// @return whom it has to wait for, for people
  List<String> await(ProcessSpec spec, boolean startThem) {
    end();
    var limited = new ArrayList<Timer>();
    var awaited = new ArrayList<String>();
    for (Dependency dependency : spec.dependencies()) {
      Entry.Key key = dependency.key(spec.scope());
      Outlook outlook = outlook(dependency, key);
      if (startThem && dependency.required() && outlook instanceof Outlook.Unmet) {
        start(key);
      }
      if (!(outlook instanceof Outlook.Met)) {
        awaited.add(key + " (" + dependency.condition() + ")");
        dependency
            .limit()
            .map(limit -> habitat.time().after(limit, inThisRound(() -> late.add(key))))
            .ifPresent(limited::add);
      }
    }
    limits = limited;
    if (!gate.isDone()) {
      awaited.add("those with a smaller priority number");
      Runnable opened = inThisRound(() -> {});
      gate.whenComplete((_, _) -> opened.run());
    }
    return awaited;
  }

  /// A launch is not waited for any more.
  void end() {
    round++;
    limits.forEach(Timer::cancel);
    limits = List.of();
    beingStarted.clear();
    late.clear();
  }

  /// What there is to tell to whoever waits.
  Optional<Input> whileWaiting(ProcessSpec spec, int generation) {
    boolean pending = !gate.isDone();
    var now = new HashMap<Entry.Key, Seen>();
    var missed = new ArrayList<String>();
    for (Dependency dependency : spec.dependencies()) {
      Entry.Key key = dependency.key(spec.scope());
      switch (outlook(dependency, key)) {
        case Outlook.Met _ ->
            habitat.neighbours().find(key).map(Prerequisites::seen).ifPresent(s -> now.put(key, s));
        case Outlook.Pending _ -> pending = true;
        case Outlook.Unmet(String why) -> {
          if (dependency.required()) {
            return Optional.of(new Input.DependencyUnmet(generation, failure(spec, key, why)));
          }
          missed.add(key + ", which " + why);
        }
      }
    }
    if (pending) {
      return Optional.empty();
    }
    missed.forEach(what -> LOG.warn("{} does without {}", spec.key(), what));
    end();
    seen.clear();
    seen.putAll(now);
    return Optional.of(new Input.DependenciesMet(generation));
  }

  /// What the fate of others means to whoever runs.
  Optional<Input> whileUp(ProcessSpec spec, int generation) {
    return spec.dependencies().stream()
        .flatMap(dependency -> fate(spec, dependency, generation).stream())
        .findFirst();
  }

  private Optional<Input> fate(ProcessSpec spec, Dependency dependency, int generation) {
    Entry.Key key = dependency.key(spec.scope());
    Outlook outlook = outlook(dependency, key);
    return switch (dependency.propagation()) {
      case KEEP -> Optional.empty();
      case RESTART_DEPENDENTS ->
          outlook instanceof Outlook.Met && isAnother(key)
              ? Optional.of(new Input.DependencyLost(generation, true, key + " was restarted"))
              : Optional.empty();
      case STOP_DEPENDENTS ->
          outlook instanceof Outlook.Unmet(String why)
              ? Optional.of(new Input.DependencyLost(generation, false, key + " " + why))
              : Optional.empty();
    };
  }

  private boolean isAnother(Entry.Key key) {
    Optional<Seen> now = habitat.neighbours().find(key).map(Prerequisites::seen);
    return !now.equals(Optional.ofNullable(seen.get(key)));
  }

  private static Seen seen(Supervisor who) {
    return new Seen(who, who.life().generation);
  }

  private Outlook outlook(Dependency dependency, Entry.Key key) {
    Outlook found =
        habitat
            .neighbours()
            .find(key)
            .map(who -> who.outlook(dependency.condition()))
            .orElseGet(() -> new Outlook.Unmet("is not known"));
    return switch (found) {
      case Outlook.Met met -> met;
      case Outlook.Pending _ when late.contains(key) ->
          new Outlook.Unmet("was not there within " + dependency.limit().orElseThrow());
      case Outlook.Pending pending -> pending;
      case Outlook.Unmet _ when beingStarted.contains(key) -> new Outlook.Pending();
      case Outlook.Unmet unmet -> unmet;
    };
  }

  private void start(Entry.Key key) {
    habitat
        .neighbours()
        .find(key)
        .ifPresent(
            who -> {
              beingStarted.add(key);
              Runnable answered = inThisRound(() -> beingStarted.remove(key));
              who.wishes().start().whenComplete((_, _) -> answered.run());
            });
  }

  private Runnable inThisRound(Runnable action) {
    int begun = round;
    return () ->
        change.accept(
            () -> {
              if (round == begun) {
                action.run();
              }
            });
  }

  /// Who lacks something himself says what that is in the end.
  private DependencyException failure(ProcessSpec spec, Entry.Key key, String why) {
    return habitat
        .neighbours()
        .find(key)
        .flatMap(who -> who.life().launchFailure)
        .filter(DependencyException.class::isInstance)
        .map(DependencyException.class::cast)
        .map(cause -> new DependencyException(from(spec.key(), cause.path()), cause.problem()))
        .orElseGet(() -> new DependencyException(List.of(spec.key(), key), "it " + why));
  }

  private static List<Entry.Key> from(Entry.Key start, List<Entry.Key> path) {
    return Stream.concat(Stream.of(start), path.stream()).toList();
  }
}
