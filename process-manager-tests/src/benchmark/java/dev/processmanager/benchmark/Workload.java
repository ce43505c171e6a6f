package dev.processmanager.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The same work for several contestants, who take turns.
///
/// @param title a heading of the report
/// @param note what is measured, in a sentence
/// @param warmUps how many rounds are not counted
/// @param rounds how many rounds are
/// @param yardstick what the chart shows; empty if nothing is compared
record Workload(
    String title,
    String note,
    int warmUps,
    int rounds,
    List<Contestant> contestants,
    Optional<Yardstick> yardstick,
    List<Target> targets) {

  Workload(
      String title,
      String note,
      int warmUps,
      int rounds,
      List<Contestant> contestants,
      Yardstick yardstick,
      List<Target> targets) {
    this(title, note, warmUps, rounds, contestants, Optional.of(yardstick), targets);
  }

  /// Without whom no target needs; all, if it has no target at all.
  Workload withoutSpectators() {
    Predicate<Contestant> isNeeded =
        contestant ->
            targets.isEmpty()
                || targets.stream().anyMatch(target -> target.needed().contains(contestant.name()));
    return new Workload(
        title,
        note,
        warmUps,
        rounds,
        contestants.stream().filter(isNeeded).toList(),
        yardstick,
        targets);
  }
}
