package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a host pays at its end for having used the library. The exact figure is the benchmark's.
class ExitTaxTest {

  private static final int TRIES = 6;
  private static final long LIMIT_MILLIS = 700;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "idle, NATIVE",
    "closed, NATIVE",
    "children, NATIVE",
    "lingering, NATIVE",
    "pool, NATIVE",
    "idle, PORTABLE",
    "closed, PORTABLE",
    "children, PORTABLE",
    "lingering, PORTABLE",
    "pool, PORTABLE"
  })
  void itIsSmall(String state, String engine) {
    var without = new ArrayList<Long>();
    var with = new ArrayList<Long>();
    do {
      without.add(millisToEnd("nothing", engine));
      with.add(millisToEnd(state, engine));
    } while (difference(without, with) >= LIMIT_MILLIS && with.size() < TRIES);

    assertThat(difference(without, with)).as("%s, %s", without, with).isLessThan(LIMIT_MILLIS);
  }

  /// Of the best of all tries, since the machine may have had something else to do.
  private static long difference(List<Long> without, List<Long> with) {
    return Collections.min(with) - Collections.min(without);
  }

  private long millisToEnd(String state, String engine) {
    try (Host host = new Host.Setup(ExitTaxHost.class, state, engine).start(directory)) {
      long said = Long.parseLong(host.succeeded().strip());
      return NANOSECONDS.toMillis(System.nanoTime() - said);
    }
  }
}
