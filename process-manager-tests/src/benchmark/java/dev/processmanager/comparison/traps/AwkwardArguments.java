package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Arguments are not words of a command line.
public final class AwkwardArguments implements Trap<Contestant> {

  @Override
  public String title() {
    return "empty arguments, spaces, quotes, `$`, line feeds: all arrive as they are";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var arguments =
        List.of(
            "", " a  b ", "\"q\"", "'q'", "a\"b", "$HOME", "${x}", "\\", "*", "two\nlines", "ü€");
    var argv = new ArrayList<>(List.of("printf", "<%s>\\n"));
    argv.addAll(arguments);
    String got = contestant.run(Order.of(argv.toArray(String[]::new))).stdout();
    List<String> damaged =
        arguments.stream()
            .map(argument -> "<" + argument + ">")
            .filter(argument -> !got.contains(argument))
            .toList();
    return Verdict.when(damaged.isEmpty(), "damaged: " + damaged);
  }
}
