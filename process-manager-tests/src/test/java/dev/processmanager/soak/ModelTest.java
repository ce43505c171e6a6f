package dev.processmanager.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a soak decides, without doing any of it.
class ModelTest {

  private static final int MANY = 5_000;
  private static final Sight NOBODY =
      new Sight(Optional.empty(), Map.of(), List.of(), Map.of(), Map.of());

  @Test
  void theSameSeedDecidesTheSame() {
    assertThat(steps(7, MANY)).isEqualTo(steps(7, MANY)).isNotEqualTo(steps(8, MANY));
  }

  @Test
  void everythingThatCanBeDoneIsDone() {
    assertThat(steps(7, MANY).stream().flatMap(ModelTest::parts).map(Object::getClass).distinct())
        .containsAll(kinds(Step.class).toList());
  }

  @Test
  void whoeverIsMissingIsMissed() {
    Model model = Model.of(Forms.draw(new Random(7))).withHost();
    assertThat(Comparison.of(model, NOBODY)).isEmpty();
    Piece piece = model.all().iterator().next();
    Model other = Laws.after(model, new Step.Start(piece.id())).model();
    assertThat(Comparison.of(other, NOBODY))
        .contains("the registry says of " + piece.id() + ": known: false instead of true");
  }

  @Test
  void whoeverIsLeftIsFound() {
    Model model = Model.of(Forms.draw(new Random(7)));
    Piece process = model.all().stream().filter(Piece::isProcess).findFirst().orElseThrow();
    var sight =
        new Sight(
            Optional.empty(), Map.of(), List.of(), Map.of(), Map.of(process.id(), List.of(42L)));
    assertThat(Comparison.of(model, sight)).first().asString().contains("who is left");
  }

  private static List<Step> steps(long seed, int count) {
    var random = new Random(seed);
    Model model = Model.of(Forms.draw(random));
    var chooser = new Chooser(random);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < count; i++) {
      Step step = chooser.next(model);
      model = Laws.after(model, step).model();
      steps.add(step);
    }
    return steps;
  }

  private static Stream<Step> parts(Step step) {
    return step instanceof Step.Together(List<Step.One> ones)
        ? Stream.concat(Stream.of(step), ones.stream())
        : Stream.of(step);
  }

  private static Stream<Class<?>> kinds(Class<?> step) {
    return step.isSealed()
        ? Arrays.stream(step.getPermittedSubclasses()).flatMap(ModelTest::kinds)
        : Stream.of(step);
  }
}
