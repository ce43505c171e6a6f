package dev.processmanager.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Failures of the system that cannot be brought about otherwise.
class InjectedFaultsTest {

  @TempDir Path directory;

  @Test
  void whateverTheSystemRefusesTheResultIsRightOrRefusedAndNothingLeaks() throws Exception {
    assumeTrue(FaultyLibc.canBeCompiled(), "there is no C compiler");
    Path library = FaultyLibc.compile("faulty-libc.c", directory);
    String output = new Host.Setup(InjectedFaultsHost.class, library).run(directory);

    assertThat(output.lines().filter(line -> line.endsWith("is survived"))).hasSize(24);
    assertThat(output).contains("calls on threads of others: 0");
  }
}
