package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.nio.charset.StandardCharsets;

/// Buffers end within characters.
public final class SplitCharacters implements Trap<Contestant> {

  private static final int CHARACTERS = 100_000;

  @Override
  public String title() {
    return "characters of three bytes across all buffer edges: none damaged";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    String expected = "x" + "€".repeat(CHARACTERS);
    Outcome outcome =
        contestant.run(Order.of("cat").input(expected.getBytes(StandardCharsets.UTF_8)));
    return Verdict.when(
        outcome.stdout().strip().equals(expected),
        outcome.stdout().chars().filter(c -> c == 0xFFFD).count() + " characters are damaged");
  }
}
