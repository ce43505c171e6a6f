package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a host pays at its end for having used the library. The exact figure is the benchmark's.
class ExitTaxTest {

  private static final int TRIES = 5;
  private static final long LIMIT_MILLIS = 700;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "idle, NATIVE",
    "closed, NATIVE",
    "children, NATIVE",
    "lingering, NATIVE",
    "idle, PORTABLE",
    "closed, PORTABLE",
    "children, PORTABLE",
    "lingering, PORTABLE"
  })
  void itIsSmall(String state, String engine) {
    long without = millisToEnd("nothing", engine);
    long with = millisToEnd(state, engine);

    assertThat(with - without).isLessThan(LIMIT_MILLIS);
  }

  /// The best of some tries, since the machine may have something else to do.
  private long millisToEnd(String state, String engine) {
    return LongStream.generate(() -> onceToEnd(state, engine)).limit(TRIES).min().orElseThrow();
  }

  private long onceToEnd(String state, String engine) {
    try (Host host = new Host.Setup(ExitTaxHost.class, state, engine).start(directory)) {
      long said = Long.parseLong(host.succeeded().strip());
      return NANOSECONDS.toMillis(System.nanoTime() - said);
    }
  }
}
