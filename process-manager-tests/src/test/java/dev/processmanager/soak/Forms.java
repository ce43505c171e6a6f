package dev.processmanager.soak;

import dev.processmanager.soak.Form.Bond;
import dev.processmanager.soak.Form.Kind;
import dev.processmanager.soak.Form.Place;
import dev.processmanager.soak.Form.Policy;
import dev.processmanager.soak.Form.Pull;
import dev.processmanager.soak.Form.Temper;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws the processes of a soak.
final class Forms {

  private static final int ALONE = 11;
  private static final int BOUND = 4;

  /// JVMs take long to start, so there are few.
  private static final List<Kind> KINDS =
      List.of(
          Kind.COMMAND,
          Kind.COMMAND,
          Kind.COMMAND,
          Kind.COMMAND,
          Kind.COMMAND,
          Kind.COMMAND,
          Kind.TASK,
          Kind.TASK,
          Kind.JVM);

  private Forms() {}

  static List<Form> draw(RandomGenerator random) {
    var forms = new ArrayList<Form>();
    for (int i = 0; i < ALONE; i++) {
      forms.add(form("p" + i, among(random, Place.values()), List.of(), random));
    }
    for (int i = 0; i < BOUND; i++) {
      Form base = forms.get(random.nextInt(ALONE));
      var bond = new Bond(base.id(), among(random, Pull.values()));
      forms.add(form("b" + i, base.place(), List.of(bond), random));
    }
    return List.copyOf(forms);
  }

  private static Form form(String id, Place place, List<Bond> bonds, RandomGenerator random) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean detached = random.nextBoolean() && kind != Kind.TASK;
    Policy policy = among(random, Policy.values());
    Temper temper = temper(among(random, Temper.values()), kind, detached);
    return new Form(id, kind, detached, policy, place, temper, bonds);
  }

  /// Whoever finds one without its specification gives it ten seconds, for which nobody waits here.
  private static Temper temper(Temper drawn, Kind kind, boolean detached) {
    boolean isOddlyPatient = drawn == Temper.STUBBORN && detached;
    return kind == Kind.COMMAND && !isOddlyPatient ? drawn : Temper.PLAIN;
  }

  private static <T> T among(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
