package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DaemonLogTest {

  @TempDir Path directory;

  @Test
  void afterTenMegabytesAnotherFileIsBegunAndFiveOldOnesAreKept() throws IOException {
    String megabyte = "x".repeat(1_000_000);
    try (DaemonLog log = DaemonLog.open(directory.resolve("d.log"), true)) {
      for (int i = 0; i < 60; i++) {
        log.say(megabyte);
      }
    }

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSize(6)
          .contains(directory.resolve("d.log"), directory.resolve("d.log.5"))
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(10_000_000));
    }
  }

  @Test
  void standardErrorGoesThereLineByLineUntilItIsClosed() throws IOException {
    PrintStream before = System.err;
    try (DaemonLog log = DaemonLog.open(directory.resolve("d.log"), true)) {
      log.takeStandardError();
      System.err.println("from the library");
    }

    assertThat(System.err).isSameAs(before);
    assertThat(directory.resolve("d.log")).content().endsWith(" from the library\n");
  }
}
