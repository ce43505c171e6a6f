package dev.processmanager.soak;

import dev.processmanager.TestEngine;
import dev.processmanager.soak.Model.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Decides what happens next, from nothing but the model and a source of random numbers, so that
/// the same seed gives the same soak.
final class Chooser {

  private static final int MOST_TRIES = 200;
  private static final int MOST_TOGETHER = 6;

  private final RandomGenerator random;

  Chooser(RandomGenerator random) {
    this.random = random;
  }

  Step next(Model model) {
    if (!model.host()) {
      return withoutHost(model);
    }
    if (!model.uncertain().isEmpty()) {
      return new Step.Recover(model.uncertain());
    }
    if (model.full()) {
      return onFullDisk(model);
    }
    boolean somebodyWaits = model.all().stream().anyMatch(Piece::isToBeAdopted);
    return somebodyWaits && chance(40) ? new Step.Load() : withHost(model);
  }

  private Step withoutHost(Model model) {
    if (model.full()) {
      return new Step.FreeDisk();
    }
    if (chance(15)) {
      return clock();
    }
    boolean somebodyRuns = model.certain().stream().anyMatch(Piece::survivesHost);
    return somebodyRuns && chance(50)
        ? one(model).map(Step.class::cast).orElseGet(this::host)
        : host();
  }

  private Step onFullDisk(Model model) {
    int number = random.nextInt(100);
    if (number < 35) {
      return new Step.FreeDisk();
    }
    if (number < 40) {
      return new Step.HostDies();
    }
    return number < 45
        ? new Step.HostCloses()
        : one(model).map(Step.class::cast).orElseGet(Step.FreeDisk::new);
  }

  private Step withHost(Model model) {
    int number = random.nextInt(100);
    if (number < 45) {
      return oneOrPause(model);
    }
    if (number < 65) {
      return new Step.Together(several(model));
    }
    if (number < 85) {
      return special(model, number);
    }
    if (number < 88) {
      return new Step.HostDies();
    }
    if (number < 90) {
      return new Step.HostCloses();
    }
    return number < 94
        ? new Step.Crash(orders(model), random.nextInt(60))
        : rush(model).orElseGet(() -> oneOrPause(model));
  }

  private Step special(Model model, int number) {
    return switch (number % 10) {
      case 0 -> new Step.Load();
      case 1 -> new Step.Cleanup();
      case 2 -> model.session() == Session.LIVE ? new Step.EndSession() : new Step.JoinSession();
      case 3 -> new Step.JoinSession();
      case 4, 5 -> new Step.FillDisk();
      case 6 -> clock();
      case 7 -> new Step.Pause();
      case 8 -> new Step.Runs(1 + random.nextInt(20));
      default -> oneOrPause(model);
    };
  }

  private Step host() {
    return new Step.HostBegins(random.nextBoolean() ? TestEngine.NATIVE : TestEngine.PORTABLE);
  }

  private Step clock() {
    return new Step.SetClock(random.nextInt(-3_650, 3_650));
  }

  private Step oneOrPause(Model model) {
    return one(model).map(Step.class::cast).orElseGet(Step.Pause::new);
  }

  private Optional<Step.One> one(Model model) {
    for (int i = 0; i < MOST_TRIES; i++) {
      Step.One one = any(model);
      if (Choices.allows(model, one)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// Of each family one, since the others would feel it.
  private List<Step.One> several(Model model) {
    var families = new HashSet<String>();
    var ones = new ArrayList<Step.One>();
    for (int i = 0; i < MOST_TOGETHER; i++) {
      one(model)
          .filter(one -> families.add(model.piece(one.id()).form().family()))
          .ifPresent(ones::add);
    }
    return List.copyOf(ones);
  }

  private List<Step.Order> orders(Model model) {
    return several(model).stream()
        .filter(Step.Order.class::isInstance)
        .map(Step.Order.class::cast)
        .toList();
  }

  /// Whoever has no family bothers nobody.
  private Optional<Step> rush(Model model) {
    List<Piece> loners =
        model.all().stream().filter(piece -> model.family(piece).size() == 1).toList();
    if (loners.isEmpty()) {
      return Optional.empty();
    }
    Piece loner = loners.get(random.nextInt(loners.size()));
    String id = loner.id();
    var ones = new ArrayList<Step.One>();
    ones.add(new Step.Start(id));
    for (int i = random.nextInt(2, MOST_TOGETHER); i > 0; i--) {
      ones.add(random.nextInt(4) == 0 && loner.isProcess() ? new Step.Kill(id) : order(id));
    }
    return Optional.of(new Step.Rush(id, List.copyOf(ones)));
  }

  private Step.One any(Model model) {
    List<Piece> all = List.copyOf(model.all());
    String id = all.get(random.nextInt(all.size())).id();
    return switch (random.nextInt(10)) {
      case 0, 1 -> new Step.Kill(id);
      case 2 -> new Step.End(id, true);
      case 3 -> new Step.End(id, false);
      default -> order(id);
    };
  }

  /// Whoever has just begun is to be there for a while.
  private Step.Order order(String id) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> new Step.Start(id);
      case 5 -> new Step.Again(id);
      case 6 -> new Step.Stop(id);
      case 7, 8 -> new Step.Restart(id);
      default -> new Step.Remove(id);
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
