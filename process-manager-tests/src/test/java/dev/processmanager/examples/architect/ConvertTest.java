package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.architect.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command, which scripts judge by its exit code.
class ConvertTest {

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void aFileThatIsWrittenCanBeRead() throws Exception {
    Path target = directory.resolve("supervisor_config.json");

    assertThat(convert("[program:web]\ncommand=serve\n", "-o", target.toString())).isZero();
    assertThat(Configuration.read(target).services()).hasSize(1);
  }

  @Test
  void whatIsIncompleteIsToldAndFails() throws IOException {
    assertThat(convert("[program:web]\n", "-o", directory.resolve("c.json").toString()))
        .isEqualTo(78);
    assertThat(err.toString()).contains("services.web.command");
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    assertThat(run(directory.resolve("none").toString())).isOne();
    assertThat(err).hasToString("architect: There is no file " + directory.resolve("none") + "\n");
  }

  private int convert(String conf, String option, String value) throws IOException {
    Path file = Files.writeString(directory.resolve("supervisord.conf"), conf);
    return run(file.toString(), option, value);
  }

  private int run(String... args) {
    var all = Stream.concat(Stream.of("convert"), Stream.of(args)).toArray(String[]::new);
    return Architect.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }
}
