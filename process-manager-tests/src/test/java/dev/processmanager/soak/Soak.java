package dev.processmanager.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Does at random whatever can be done, and compares what comes of it with what should.
final class Soak {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stage stage;
  private final Chooser chooser;
  private Model model;
  private int steps;

  private Soak(List<Form> forms, Stage stage, Chooser chooser) {
    this.model = Model.of(forms);
    this.stage = stage;
    this.chooser = chooser;
  }

  private void run(Duration time) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos()) {
      Step step = chooser.next(model);
      play(step);
    }
    if (model.host()) {
      play(new Step.HostCloses());
    }
  }

  private void play(Step step) throws IOException, InterruptedException {
    System.out.println(++steps + ". " + step);
    Outcome outcome = Laws.after(model, step);
    List<String> replies = stage.play(step);
    if (!outcome.fits(replies)) {
      throw new AssertionError("answered " + replies + " instead of " + outcome.replies());
    }
    stage.forget(gone(outcome.model()));
    model = outcome.model();
    awaitModel();
  }

  private static Set<String> gone(Model next) {
    return next.certain().stream()
        .filter(piece -> !piece.isKnown())
        .map(Piece::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void awaitModel() throws IOException {
    long begun = System.nanoTime();
    List<String> differences = Comparison.of(model, stage.look());
    while (!differences.isEmpty()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new AssertionError(String.join("\n", differences));
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      differences = Comparison.of(model, stage.look());
    }
  }

  /// @param args a directory, a seed, and how many seconds
  public static void main(String[] args) throws Exception {
    var home = new Home(Path.of(args[0]).toString());
    var random = new Random(Long.parseLong(args[1]));
    List<Form> forms = Forms.draw(random);
    try (var stage = new Stage(home, forms)) {
      var soak = new Soak(forms, stage, new Chooser(random));
      try {
        soak.run(Duration.ofSeconds(Long.parseLong(args[2])));
      } catch (Exception | AssertionError failure) {
        forms.forEach(System.out::println);
        soak.model.all().forEach(System.out::println);
        throw failure;
      }
      System.out.println(soak.steps + " steps, each as it should be");
    }
    System.exit(0);
  }
}
