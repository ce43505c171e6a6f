package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Not every line ends with a line feed.
public final class LineEnds implements Trap<Contestant> {

  @Override
  public String title() {
    return "lines that end with LF, CRLF, or not at all: three clean lines";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    contestant.run(Order.shell("printf 'a\\nb\\r\\nc'").onLine(lines::add));
    return Verdict.when(lines.equals(List.of("a", "b", "c")), "the lines are " + lines);
  }
}
